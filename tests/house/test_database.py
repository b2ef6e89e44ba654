"""The database lets the application do its work and no more."""

import threading
import urllib.error
import urllib.request

import psycopg
import pytest
from django.db import connection, connections


@pytest.mark.django_db
def test_the_application_is_neither_owner_nor_superuser() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, usesuper FROM pg_user WHERE usename = current_user")
        assert cursor.fetchone() == ("mulin_app", False)
        cursor.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user"
        )
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
def test_the_application_makes_no_tables() -> None:
    with pytest.raises(Exception, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE mine (id int)")


def test_a_fresh_database_is_seen_by_other_threads(fresh_database: str) -> None:
    seen = []

    def look() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_database()")
            seen.append(cursor.fetchone()[0])
        connections.close_all()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [fresh_database]


def test_a_live_server_answers(live_url: str) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{live_url}/nothing-here/", timeout=10)


def test_nobody_outside_is_reached() -> None:
    with pytest.raises(AssertionError, match="tried to reach"):
        urllib.request.urlopen("http://192.0.2.1/", timeout=1)


def test_strangers_of_the_operating_system_are_refused(template: str) -> None:
    with (
        pytest.raises(psycopg.OperationalError),
        psycopg.connect(host="127.0.0.1", port=5432, user="postgres"),
    ):
        pass
