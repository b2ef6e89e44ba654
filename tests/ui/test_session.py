"""A request begins with one statement, and what was known of a session never outlives it."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mulin.accounts.models import User
from mulin.people.models import Tenure
from tests.support.cast import Town

MINE = "/notices/"


def knows(client: Client) -> bool:
    return client.get(MINE).status_code == 200


@pytest.fixture
def client(town: Town) -> Client:
    """The resident's browser, whose session has been read before."""
    client = town.client("resident")
    assert knows(client) and knows(client)
    return client


def test_session_account_and_posts_are_one_statement(client: Client) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(MINE)
    begun = [
        each["sql"] for each in asked if "django_session" in each["sql"] or "accounts_user" in each["sql"]
    ]
    assert len(begun) == 1


def test_a_session_taken_away_ends_at_once(client: Client) -> None:
    Session.objects.all().delete()
    assert not knows(client)


def test_a_session_that_ran_out_ends(client: Client) -> None:
    Session.objects.update(expire_date="2020-01-01T00:00:00Z")
    assert not knows(client)


def test_a_new_password_ends_what_was_open(client: Client) -> None:
    user = User.objects.get(login="resident")
    user.set_password("another one")
    user.save()
    assert not knows(client)


def test_a_closed_account_is_nobody(client: Client) -> None:
    User.objects.filter(login="resident").update(is_active=False)
    assert not knows(client)


def test_the_session_decides_whose_it_is(town: Town) -> None:
    client = town.client("dispatcher")
    assert client.get("/desk/").status_code == client.get("/desk/").status_code == 200
    key = client.session.session_key
    other = town.client("owner").session
    stored = Session.objects.get(pk=other.session_key)
    Session.objects.filter(pk=key).update(session_data=stored.session_data)
    assert Session.objects.get(pk=key).get_decoded()[SESSION_KEY] == str(User.objects.get(login="owner").pk)
    assert client.get("/ops/keys/").status_code == 200
    assert client.get("/ops/keys/").status_code == 200


def test_a_post_given_up_is_gone_with_the_next_request(town: Town) -> None:
    client = town.client("dispatcher")
    assert client.get("/desk/").status_code == client.get("/desk/").status_code == 200
    Tenure.objects.filter(person__account__login="dispatcher").delete()
    assert client.get("/desk/").status_code == 404
