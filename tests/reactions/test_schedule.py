"""What the calendar asks for is deferred once and done by the worker."""

import asyncio
import threading
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from procrastinate.contrib.django import app

from mulin.lib import clock
from mulin.reactions import schedule


@pytest.mark.django_db
def test_sessions_that_ended_are_dropped() -> None:
    Session.objects.create(session_key="old", expire_date=clock.now() - timedelta(minutes=1))
    Session.objects.create(session_key="new", expire_date=clock.now() + timedelta(minutes=1))
    schedule.tidy(timestamp=0)
    schedule.tidy(timestamp=0)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


@pytest.mark.django_db
def test_an_empty_house_fits() -> None:
    schedule.audit(timestamp=0)


def test_the_worker_does_a_deferred_task_under_the_applications_role(fresh_database: str) -> None:
    Session.objects.create(session_key="old", expire_date=clock.now() - timedelta(minutes=1))
    schedule.tidy.defer(timestamp=0)

    def work() -> None:
        async def once() -> None:
            worker = app.with_connector(app.connector.get_worker_connector())
            async with worker.open_async():
                await worker.run_worker_async(wait=False, install_signal_handlers=False)

        asyncio.run(once())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, status::text FROM procrastinate_jobs WHERE task_name = 'tidy'")
        assert cursor.fetchall() == [("tidy", "succeeded")]
    assert not Session.objects.exists()
