"""What was raised once does not hide what comes after: an absence that is over, another meter, a reading between two ticks."""

from datetime import timedelta

import pytest

from mulin.care.actions.announce_absence import announce_absence, take_back_absence
from mulin.care.actions.close_alert import close_alert
from mulin.care.actions.log_try import log_try
from mulin.care.actions.set_watch import NewRule
from mulin.care.models import Alert, Mute
from mulin.care.queries.audit import misfits
from mulin.lib import clock
from mulin.lib.clock import Frozen
from mulin.reactions.clockwork import tick_all
from tests.care.conftest import HOUR, Home

DAY = timedelta(days=1)
ANY = NewRule(join="or")


def explained(home: Home, ending: str, away: int = 0) -> Alert:
    alert = Alert.objects.get(closed_at=None)
    log_try(alert, step="person", result="away" if away else "safe", by=home.worker)
    until = clock.today() + timedelta(days=away) if away else None
    return close_alert(alert, ending=ending, away_until=until, by=home.worker)


def test_who_does_not_come_back_on_the_day_named_is_missed(home: Home, now: Frozen) -> None:
    home.watch()
    home.live(now, 49, 100)
    first = explained(home, "away", away=2)
    until = Mute.objects.get().until
    while clock.now() + HOUR < until:
        home.live(now, 1, 100)
    assert Alert.objects.count() == 1
    now.move_to(until)
    tick_all()
    second = Alert.objects.get(closed_at=None)
    assert (second.still_from, second.raised_at) == (first.still_from, until)
    assert second.case_id != first.case_id
    home.live(now, 60, 100)
    assert Alert.objects.count() == 2
    assert Mute.objects.get().end == "date"
    explained(home, "away", away=1)
    home.live(now, 60, 100)
    assert Alert.objects.count() == 3
    assert list(misfits()) == []


def test_who_came_back_is_not_missed(home: Home, now: Frozen) -> None:
    home.watch()
    home.live(now, 49, 100)
    explained(home, "away", away=2)
    home.live(now, 30, 100)
    home.live(now, 40, 101)
    assert Mute.objects.get().end == "rise"
    assert Alert.objects.count() == 1
    home.live(now, 10, 101)
    assert Alert.objects.count() == 2


def test_an_alert_that_is_open_when_the_absence_ends_is_the_same(home: Home, now: Frozen) -> None:
    home.watch()
    home.live(now, 49, 100)
    announce_absence(home.entry, back_on=clock.today() + DAY, by=home.worker)
    home.live(now, 80, 100)
    assert Mute.objects.get().end == "date"
    assert Alert.objects.count() == 1


def test_who_is_said_to_be_back_early_has_a_window_to_use_something(home: Home, now: Frozen) -> None:
    home.watch()
    home.live(now, 49, 100)
    explained(home, "away", away=9)
    home.live(now, 5, 100)
    take_back_absence(home.entry, by=home.worker)
    home.live(now, 47, 100)
    assert Alert.objects.count() == 1
    home.live(now, 30, 100)
    assert Alert.objects.count() == 2


def both(home: Home, now: Frozen, hours: int, one: float, other: float) -> None:
    for _hour in range(hours):
        now.tick(HOUR)
        home.read((clock.now(), one), code="W1")
        home.read((clock.now(), other), code="W2")
        tick_all()


def test_a_dead_meter_does_not_hide_that_the_other_stands_still(home: Home, now: Frozen) -> None:
    home.watch(ANY, codes=("W1", "W2"))
    total = 0.0
    for hour in range(50):
        total = float(hour)
        both(home, now, 1, total, 7)
    explained(home, "fault")
    assert Alert.objects.count() == 1
    for _hour in range(30):
        total += 1
        both(home, now, 1, total, 7)
    assert Alert.objects.count() == 1
    since = clock.now()
    both(home, now, 47, total, 7)
    assert Alert.objects.count() == 1
    both(home, now, 33, total, 7)
    assert Alert.objects.get(closed_at=None).still_from == since
    assert Alert.objects.count() == 2


def test_one_absence_is_one_alert_though_the_meters_stop_apart(home: Home, now: Frozen) -> None:
    home.watch(ANY, codes=("W1", "W2"))
    both(home, now, 1, 1, 1)
    both(home, now, 3, 1, 2)
    both(home, now, 80, 1, 3)
    assert Alert.objects.count() == 1
    both(home, now, 1, 2, 3)
    both(home, now, 49, 2, 3)
    assert Alert.objects.count() == 2


def test_a_rule_that_changes_its_join_raises_nothing_twice(home: Home, now: Frozen) -> None:
    home.watch(codes=("W1", "W2"))
    both(home, now, 50, 1, 1)
    explained(home, "safe")
    home.watch(ANY, codes=("W1", "W2"))
    both(home, now, 5, 1, 1)
    home.watch(codes=("W1", "W2"))
    both(home, now, 5, 1, 1)
    assert Alert.objects.count() == 1


@pytest.mark.parametrize("later", [60, 1])
def test_far_too_much_is_raised_though_more_is_read_before_the_clock_looks(
    home: Home, now: Frozen, later: float
) -> None:
    home.watch(NewRule(high=500))
    total = 0.0
    for _hour in range(26):
        total += 10
        home.live(now, 1, total)
    now.tick(HOUR)
    home.read((clock.now(), total + 600))
    now.tick(HOUR)
    home.read((clock.now(), total + 600 + later))
    tick_all()
    assert Alert.objects.get().kind == "high"
    home.live(now, 3, total + 600 + later)
    assert Alert.objects.count() == 1


def test_far_too_much_is_raised_though_an_absence_is_announced_first(home: Home, now: Frozen) -> None:
    home.watch(NewRule(high=500))
    home.live(now, 26, 10)
    now.tick(HOUR)
    home.read((clock.now(), 900))
    announce_absence(home.entry, back_on=clock.today() + DAY, by=home.worker)
    tick_all()
    assert Alert.objects.get().kind == "high"


def test_one_quiet_meter_does_not_end_what_the_other_spills(home: Home, now: Frozen) -> None:
    home.watch(NewRule(high=500), codes=("W1", "W2"))
    both(home, now, 26, 10, 10)
    both(home, now, 1, 900, 11)
    for hour in range(5):
        now.tick(HOUR)
        home.read((clock.now(), 12 + hour), code="W2")
        tick_all()
    now.tick(HOUR)
    home.read((clock.now(), 1000), code="W1")
    tick_all()
    assert Alert.objects.count() == 1
