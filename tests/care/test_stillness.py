"""Two days still: the clock raises the alert at last rise + window, once, with a case at the nearest post."""

from datetime import timedelta

import pytest

from mulin.care.models import Alert, Check, Fault, Reading
from mulin.cases.kinds import State
from mulin.cases.models import Case
from mulin.lib import clock
from mulin.lib.clock import Frozen
from mulin.reactions.clockwork import tick_all
from tests.care.conftest import HOUR, MONDAY, Home


def test_the_clock_raises_it_when_the_window_passes(home: Home, now: Frozen) -> None:
    home.watch()
    home.live(now, 3, 100)
    home.live(now, 48, 120)
    assert not Alert.objects.exists()
    now.tick(timedelta(minutes=59))
    tick_all()
    assert not Alert.objects.exists()
    now.tick(timedelta(minutes=1))
    tick_all()
    alert = Alert.objects.get()
    assert alert.still_from == MONDAY + 4 * HOUR
    assert alert.raised_at == MONDAY + 52 * HOUR
    home.live(now, 60, 120)
    assert Alert.objects.count() == 1


def test_the_case_is_closed_to_others_and_has_minute_clocks(home: Home, now: Frozen) -> None:
    home.watch()
    home.stand_still(now, 51, 100)
    case = Case.objects.get(pk=Alert.objects.get().case_id)
    assert (case.state, case.track, case.secrecy) == (State.DISPATCHED, "care", "confidential")
    assert case.holder_post_id is not None
    assert case.next_due is not None and case.next_due - clock.now() <= timedelta(minutes=5)


def test_a_rise_begins_a_new_stillness(home: Home, now: Frozen) -> None:
    home.watch()
    home.stand_still(now, 51, 100)
    home.live(now, 51, 130)
    assert Alert.objects.count() == 2


def test_silence_is_a_fault_and_owes_a_call(home: Home, now: Frozen) -> None:
    home.watch()
    home.live(now, 3, 100)
    now.tick(6 * HOUR)
    tick_all()
    assert Fault.objects.get().since == MONDAY + 3 * HOUR
    assert not Check.objects.exists()
    now.tick(48 * HOUR)
    tick_all()
    assert not Alert.objects.exists()
    assert Check.objects.count() == 1


@pytest.mark.parametrize(("after", "raised"), [(100.0, 1), (101.0, 0)])
def test_a_gap_that_ends_at_the_same_total_has_proven_stillness(
    home: Home, now: Frozen, after: float, raised: int
) -> None:
    home.watch()
    home.live(now, 3, 100)
    now.tick(50 * HOUR)
    tick_all()
    home.live(now, 1, after)
    assert Alert.objects.count() == raised
    assert Fault.objects.get().until == clock.now()


def test_a_register_that_steps_back_is_another_meter(home: Home, now: Frozen) -> None:
    watch = home.watch()
    home.live(now, 30, 100)
    home.live(now, 30, 3)
    assert not Alert.objects.exists()
    assert watch.meters.get().swapped_at == MONDAY + 31 * HOUR


def test_repeated_late_and_early_readings_do_no_harm(home: Home, now: Frozen) -> None:
    home.watch()
    home.live(now, 3, 100)
    again = home.read((MONDAY + 2 * HOUR, 100), (MONDAY + 3 * HOUR, 100))
    assert (again.stored, again.repeated) == (0, 2)
    now.tick(20 * HOUR)
    home.read((MONDAY + 23 * HOUR, 105), (MONDAY + 22 * HOUR, 105))
    late = home.read((MONDAY + 10 * HOUR, 105))
    assert late.stored == 1
    now.move_to(MONDAY + 57 * HOUR)
    home.read((MONDAY + 57 * HOUR, 105))
    now.move_to(MONDAY + 58 * HOUR)
    tick_all()
    assert Alert.objects.get().still_from == MONDAY + 10 * HOUR


def test_what_was_not_agreed_to_is_not_kept(home: Home, now: Frozen) -> None:
    home.watch()
    now.tick(HOUR)
    taken = home.read((MONDAY - HOUR, 90), (MONDAY + 3 * HOUR, 100), code="W1")
    assert (taken.early, taken.ahead, taken.stored) == (1, 1, 0)
    assert home.read((clock.now(), 1), code="W9").unknown_meters == ["W9"]
    assert not Reading.objects.exists()
