"""Deadlines in working time: the rule by examples, and its laws by hypothesis."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.lib.clock import LOCAL
from mulin.lib.worktime import (
    NoWorkingTime,
    Session,
    Unit,
    WorkingCalendar,
    add,
    in_units,
    remaining,
    resume,
)

WORK_UNITS = (Unit.WORK_HOUR, Unit.WORK_DAY)


class Week:
    """Sessions by weekday; days off by date."""

    def __init__(
        self, hours: dict[int, Sequence[tuple[int, int]]], off: frozenset[date] = frozenset()
    ) -> None:
        self.hours, self.off = hours, off

    def sessions(self, day: date) -> list[Session]:
        if day in self.off:
            return []
        midnight = datetime.combine(day, time(), LOCAL)
        spans = self.hours.get(day.weekday(), ())
        return [(midnight + timedelta(minutes=a), midnight + timedelta(minutes=b)) for a, b in spans]

    def is_working_day(self, day: date) -> bool:
        return bool(self.sessions(day))


USUAL = ((8 * 60, 12 * 60), (14 * 60, 18 * 60))
SPRING = frozenset(date(2026, 2, 15) + timedelta(days=n) for n in range(9))
OFFICE = Week(dict.fromkeys(range(5), USUAL), SPRING)
NIGHT = Week(dict.fromkeys(range(7), ((20 * 60, 28 * 60),)))
MIXED = Week(
    {0: USUAL, 1: ((9 * 60, 9 * 60 + 7),), 2: ((0, 24 * 60),), 4: ((8 * 60, 12 * 60), (20 * 60, 30 * 60))}
)
CALENDARS = (OFFICE, NIGHT, MIXED)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


def in_session(moment: datetime, calendar: WorkingCalendar) -> bool:
    days = (moment.date() - timedelta(days=1), moment.date())
    return any(begin <= moment <= end for day in days for begin, end in calendar.sessions(day))


@pytest.mark.parametrize(
    ("start", "amount", "unit", "due"),
    [
        ("2026-03-02 17:50", 30, Unit.MINUTE, "2026-03-02 18:20"),
        ("2026-02-14 23:00", 24, Unit.URGENT_HOUR, "2026-02-15 23:00"),
        ("2026-02-14 23:00", 9, Unit.NATURAL_DAY, "2026-02-23 23:00"),
        ("2026-03-02 09:00", 2, Unit.WORK_HOUR, "2026-03-02 11:00"),
        ("2026-03-02 11:00", 2, Unit.WORK_HOUR, "2026-03-02 15:00"),
        ("2026-03-02 17:00", 2, Unit.WORK_HOUR, "2026-03-03 09:00"),
        ("2026-03-06 17:00", 2, Unit.WORK_HOUR, "2026-03-09 09:00"),
        ("2026-03-07 03:00", 1, Unit.WORK_HOUR, "2026-03-09 09:00"),
        ("2026-03-02 10:00", 2, Unit.WORK_HOUR, "2026-03-02 12:00"),
        ("2026-03-02 12:30", 4, Unit.WORK_HOUR, "2026-03-02 18:00"),
        ("2026-03-02 10:00", 1, Unit.WORK_DAY, "2026-03-03 10:00"),
        ("2026-03-06 10:00", 1, Unit.WORK_DAY, "2026-03-09 10:00"),
        ("2026-03-06 10:00", 5, Unit.WORK_DAY, "2026-03-13 10:00"),
        ("2026-03-07 10:00", 1, Unit.WORK_DAY, "2026-03-09 18:00"),
        ("2026-03-02 08:00", 1, Unit.WORK_DAY, "2026-03-02 18:00"),
        ("2026-03-02 18:00", 1, Unit.WORK_DAY, "2026-03-03 18:00"),
        ("2026-03-02 12:30", 1, Unit.WORK_DAY, "2026-03-03 12:00"),
        ("2026-03-02 14:00", 1, Unit.WORK_DAY, "2026-03-03 12:00"),
        ("2026-03-02 10:00", Decimal("0.5"), Unit.WORK_DAY, "2026-03-02 16:00"),
        ("2026-02-13 10:00", 1, Unit.WORK_DAY, "2026-02-24 10:00"),
        ("2026-03-02 12:30", 0, Unit.WORK_HOUR, "2026-03-02 14:00"),
        ("2026-03-02 12:00", 0, Unit.WORK_DAY, "2026-03-02 12:00"),
    ],
)
def test_the_rule_by_examples(start: str, amount: int | Decimal, unit: Unit, due: str) -> None:
    assert add(at(start), amount, unit, OFFICE) == at(due)


def test_night_sessions_belong_to_the_day_they_begin() -> None:
    assert add(at("2026-03-02 23:00"), 2, Unit.WORK_HOUR, NIGHT) == at("2026-03-03 01:00")
    assert add(at("2026-03-03 01:00"), 1, Unit.WORK_DAY, NIGHT) == at("2026-03-04 01:00")
    assert add(at("2026-03-03 05:00"), 1, Unit.WORK_HOUR, NIGHT) == at("2026-03-03 21:00")


def test_a_shorter_day_takes_the_same_share() -> None:
    # Monday 10:00 is a quarter of the day done; Tuesday's day has seven minutes.
    assert add(at("2026-03-02 10:00"), 1, Unit.WORK_DAY, MIXED) == at("2026-03-03 09:01:45")


def test_suspension_over_the_spring_festival_keeps_the_remainder_exactly() -> None:
    filed, suspended = at("2026-02-11 15:23:07"), at("2026-02-13 10:11:12")
    due = add(filed, 5, Unit.WORK_DAY, OFFICE)
    left = remaining(suspended, due, Unit.WORK_DAY, OFFICE)
    assert left == timedelta(hours=40) - timedelta(hours=12, minutes=48, seconds=5)
    again = resume(at("2026-02-24 08:00"), left, Unit.WORK_DAY, OFFICE)
    assert remaining(at("2026-02-24 08:00"), again, Unit.WORK_DAY, OFFICE) == left
    # Resumed during the holiday it is due at the very same moment: no hour of it counts.
    assert resume(at("2026-02-18 03:00"), left, Unit.WORK_DAY, OFFICE) == again


def test_overdue_stays_overdue_by_as_much() -> None:
    due, now = at("2026-03-06 16:00"), at("2026-03-09 10:00")
    over = remaining(now, due, Unit.WORK_HOUR, OFFICE)
    assert over == timedelta(hours=-4)
    assert resume(now, over, Unit.WORK_HOUR, OFFICE) == due
    assert resume(at("2026-03-09 12:00"), timedelta(hours=-4), Unit.WORK_HOUR, OFFICE) == at(
        "2026-03-06 18:00"
    )


def test_a_calendar_without_work_says_so() -> None:
    with pytest.raises(NoWorkingTime):
        add(at("2026-03-02 10:00"), 1, Unit.WORK_HOUR, Week({}))
    with pytest.raises(NoWorkingTime):
        add(at("2026-03-02 10:00"), 1, Unit.WORK_DAY, Week({}))


def test_remainders_are_shown_in_units() -> None:
    assert in_units(timedelta(hours=36), Unit.WORK_DAY) == Decimal("4.5")
    assert in_units(timedelta(minutes=90), Unit.URGENT_HOUR) == Decimal("1.5")


moments = st.datetimes(datetime(2026, 1, 20), datetime(2026, 4, 1)).map(
    lambda naive: naive.replace(tzinfo=LOCAL)
)
amounts = st.decimals(0, 40, places=2)
units = st.sampled_from(list(Unit))
calendars = st.sampled_from(CALENDARS)


@given(start=moments, amount=amounts, unit=units, calendar=calendars, part=st.floats(0, 1))
def test_what_remains_added_again_is_the_due_moment(
    start: datetime, amount: Decimal, unit: Unit, calendar: Week, part: float
) -> None:
    due = add(start, amount, unit, calendar)
    between = start + (due - start) * part
    assert add(between, remaining(between, due, unit, calendar), unit, calendar) == due


@given(start=moments, later=moments, amount=amounts, more=amounts, unit=units, calendar=calendars)
def test_later_starts_and_longer_limits_are_never_due_earlier(
    start: datetime, later: datetime, amount: Decimal, more: Decimal, unit: Unit, calendar: Week
) -> None:
    start, later = sorted((start, later))
    assert add(start, amount, unit, calendar) <= add(later, amount, unit, calendar)
    assert add(start, amount, unit, calendar) <= add(start, amount + more, unit, calendar)
    assert add(start, amount, unit, calendar) >= start


@given(start=moments, amount=amounts, unit=st.sampled_from(WORK_UNITS), calendar=calendars)
def test_work_units_end_inside_a_session(
    start: datetime, amount: Decimal, unit: Unit, calendar: Week
) -> None:
    assert in_session(add(start, amount, unit, calendar), calendar)


@given(start=moments, one=st.integers(0, 20), other=st.integers(0, 20), unit=units)
def test_limits_add_up_where_days_are_alike(start: datetime, one: int, other: int, unit: Unit) -> None:
    halfway = add(start, one, unit, OFFICE)
    assert add(halfway, other, unit, OFFICE) == add(start, one + other, unit, OFFICE)


@given(
    filed=moments,
    limit=st.integers(1, 20),
    unit=units,
    waits=st.lists(st.tuples(st.floats(0, 1), st.timedeltas(timedelta(0), timedelta(days=30))), max_size=5),
    calendar=calendars,
)
def test_any_suspensions_keep_the_remainder(
    filed: datetime, limit: int, unit: Unit, waits: list[tuple[float, timedelta]], calendar: Week
) -> None:
    due = add(filed, limit, unit, calendar)
    whole = remaining(filed, due, unit, calendar)
    worked, since = timedelta(0), filed
    for part, pause in waits:
        stopped = since + (due - since) * part
        worked += remaining(since, stopped, unit, calendar)
        left = remaining(stopped, due, unit, calendar)
        since = stopped + pause
        due = resume(since, left, unit, calendar)
    assert worked + remaining(since, due, unit, calendar) == whole
