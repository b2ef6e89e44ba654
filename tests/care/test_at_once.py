"""Readings, the clock and whoever ends the watch lock in one order: none of them dies of the others."""

from collections.abc import Callable
from threading import Thread

import pytest
from django.db import DatabaseError, connection, transaction

from mulin.care.actions.call_check import call_check
from mulin.care.actions.end_watch import end_watch
from mulin.care.actions.raise_alert import raise_alert
from mulin.care.actions.set_watch import NewMeter, set_watch
from mulin.care.actions.take_readings import Taken
from mulin.care.models import Alert, Check, Meter, Reading, Watch
from mulin.lib import clock
from mulin.lib.errors import Refusal
from mulin.people.actions.withdraw_consent import withdraw_consent
from mulin.people.models import Consent
from tests.care.conftest import Home, settle_in
from tests.support.cast import Town

WAITING = """
SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted
AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())
"""


class Beside:
    """An act in a thread and on a connection of its own."""

    def __init__(self, act: Callable[[], object]) -> None:
        self.found: object = None
        self.thread = Thread(target=self._run, args=(act,))
        self.thread.start()

    def _run(self, act: Callable[[], object]) -> None:
        try:
            self.found = act()
        except (DatabaseError, Refusal) as error:
            self.found = error
        finally:
            connection.close()

    def done(self) -> object:
        self.thread.join()
        return self.found


def until_waiting(*acts: Beside) -> None:
    """Until each waits for somebody's lock, or has ended."""
    while any(act.thread.is_alive() for act in acts):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            if cursor.fetchone()[0] >= len(acts):
                return


@pytest.fixture
def home(fresh_town: Town) -> Home:
    home = settle_in(fresh_town)
    home.watch(codes=("W1", "W2"))
    return home


def read(home: Home) -> Taken:
    return home.read((clock.now(), 100))


def test_consent_ends_while_readings_come_in(home: Home) -> None:
    with transaction.atomic():
        Watch.objects.select_for_update().get()
        leaving = Beside(lambda: withdraw_consent(home.person, purpose="meter", by=home.town.resident))
        until_waiting(leaving)
        coming = Beside(lambda: read(home))
        until_waiting(leaving, coming)
    assert leaving.done() == home.person
    taken = coming.done()
    assert isinstance(taken, Taken)
    assert taken.unknown == 1
    assert not Consent.objects.filter(person=home.person, purpose="meter", withdrawn=None).exists()
    assert not Reading.objects.exists()
    assert not Meter.objects.exists()


def test_a_new_rule_while_readings_come_in(home: Home) -> None:
    meters = [NewMeter(home.water, "W1")]
    with transaction.atomic():
        Watch.objects.select_for_update().get()
        ruling = Beside(lambda: set_watch(home.entry, meters=meters, by=home.worker))
        until_waiting(ruling)
        coming = Beside(lambda: read(home))
        until_waiting(ruling, coming)
    assert isinstance(ruling.done(), Watch)
    taken = coming.done()
    assert isinstance(taken, Taken)
    assert taken.stored == 1


def test_the_watch_ends_while_the_clock_raises_its_alert(home: Home) -> None:
    with transaction.atomic():
        watch = Watch.objects.select_for_update().get()
        ending = Beside(lambda: end_watch(home.entry, by=home.worker))
        until_waiting(ending)
        alert = raise_alert(home.entry, kind="still", still_from=clock.now(), watch=watch)
    assert ending.done() == home.entry
    assert Alert.objects.get() == alert
    assert Watch.objects.get().ended_at is not None


def test_the_watch_ends_while_a_call_owed_is_logged(home: Home) -> None:
    check = Check.objects.create(watch=Watch.objects.get(), since=clock.now())
    with transaction.atomic():
        Watch.objects.select_for_update().get()
        ending = Beside(lambda: end_watch(home.entry, by=home.worker))
        until_waiting(ending)
        calling = Beside(lambda: call_check(check, result="no_answer", by=home.worker))
        until_waiting(ending, calling)
    assert ending.done() == home.entry
    assert isinstance(calling.done(), Refusal)
    assert Watch.objects.get().ended_at is not None
