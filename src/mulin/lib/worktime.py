"""Arithmetic of deadlines in working time: pure, over any calendar of sessions.

The rule (docs/decisions/020-working-time.md): working time is the line of sessions laid end to end.
A start outside sessions counts from the next one; N working days later is the same share of the
day's hours on the N-th working day on; of two clock times that are the same working moment
(12:00 and 14:00 around a noon break) a due moment is the earlier.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from mulin.lib.clock import LOCAL

Session = tuple[datetime, datetime]
Amount = int | Decimal | timedelta
ZERO = timedelta(0)
DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)
# A calendar without a working day in eleven years is a mistake, not a long holiday.
HORIZON_DAYS = 4018


class Unit(TextChoices):
    MINUTE = "minute", _("minutes")
    URGENT_HOUR = "urgent_hour", _("urgent hours (day and night)")
    WORK_HOUR = "work_hour", _("working hours")
    WORK_DAY = "work_day", _("working days")
    NATURAL_DAY = "natural_day", _("calendar days")


RUNNING = {Unit.MINUTE: timedelta(minutes=1), Unit.URGENT_HOUR: timedelta(hours=1), Unit.NATURAL_DAY: DAY}


class WorkingCalendar(Protocol):
    def sessions(self, day: date) -> Sequence[Session]:
        """The sessions that begin on a local day, in order, apart; the last may end past midnight."""

    def is_working_day(self, day: date) -> bool: ...


class NoWorkingTime(ValueError):
    """The calendar has no working session within the horizon."""


def add(start: datetime, amount: Amount, unit: Unit | str, calendar: WorkingCalendar) -> datetime:
    """The due moment `amount` units after `start`; a timedelta amount is a remainder in that unit's time."""
    unit = Unit(unit)
    if unit in RUNNING:
        return start + (amount if isinstance(amount, timedelta) else _span(amount, RUNNING[unit]))
    if unit is Unit.WORK_HOUR and not isinstance(amount, timedelta):
        amount = _span(amount, timedelta(hours=1))
    if isinstance(amount, timedelta):
        return _forward(start, amount, calendar) if amount >= ZERO else _backward(start, -amount, calendar)
    if amount < 0:
        raise ValueError("working days are added, not taken away")
    return _after_days(start, Fraction(amount), calendar) if amount else _forward(start, ZERO, calendar)


def remaining(start: datetime, due: datetime, unit: Unit | str, calendar: WorkingCalendar) -> timedelta:
    """Time left from `start` to `due` in the unit's own time (working time for work units).

    Negative when overdue. For any due moment made by `add` and any start up to it,
    add(start, remaining(start, due)) == due, exactly.
    """
    if Unit(unit) in RUNNING:
        return due - start
    if due < start:
        return -remaining(due, start, unit, calendar)
    total = ZERO
    for begin, end in _sessions(calendar, start, 1):
        if begin >= due:
            break
        total += max(ZERO, min(end, due) - max(begin, start))
    return total


def resume(at: datetime, remainder: timedelta, unit: Unit | str, calendar: WorkingCalendar) -> datetime:
    """The new due moment of a clock that was stopped with `remainder` left and runs again from `at`."""
    return add(at, remainder, unit, calendar)


def in_units(span: timedelta, unit: Unit | str, day_length: timedelta = timedelta(hours=8)) -> Decimal:
    """A remainder as a number of its unit, for showing to people."""
    lengths = {**RUNNING, Unit.WORK_HOUR: timedelta(hours=1), Unit.WORK_DAY: day_length}
    return Decimal(span // TICK) / Decimal(lengths[Unit(unit)] // TICK)


def _span(amount: int | Decimal, unit: timedelta) -> timedelta:
    return TICK * round(Fraction(amount) * (unit // TICK))


def _day_sessions(calendar: WorkingCalendar, moment: datetime, step: int) -> Iterator[Sequence[Session]]:
    """Working days' sessions on from (or back from) a moment, begun a day early for nights."""
    day = moment.astimezone(LOCAL).date() - step * DAY
    for _count in range(HORIZON_DAYS):
        sessions = calendar.sessions(day)
        if sessions:
            yield sessions
        day += step * DAY


def _sessions(calendar: WorkingCalendar, moment: datetime, step: int) -> Iterator[Session]:
    for sessions in _day_sessions(calendar, moment, step):
        yield from (sessions if step > 0 else reversed(sessions))


def _forward(start: datetime, span: timedelta, calendar: WorkingCalendar) -> datetime:
    for begin, end in _sessions(calendar, start, 1):
        if end < start:
            continue
        since = max(begin, start)
        if span <= end - since:
            return since + span
        span -= end - since
    raise NoWorkingTime("no working session within eleven years")


def _backward(start: datetime, span: timedelta, calendar: WorkingCalendar) -> datetime:
    for begin, end in _sessions(calendar, start, -1):
        until = min(end, start)
        if until <= begin:
            continue
        if span < until - begin:
            return until - span
        span -= until - begin
    raise NoWorkingTime("no working session within eleven years")


def _after_days(start: datetime, days: Fraction, calendar: WorkingCalendar) -> datetime:
    run = _day_sessions(calendar, start, 1)
    share: Fraction | None = None
    for sessions in run:
        if share is None:
            if sessions[-1][1] <= start:
                continue
            worked = sum((max(ZERO, min(end, start) - begin) for begin, end in sessions), ZERO)
            share = Fraction(worked // TICK, _length(sessions) // TICK) + days
        if share <= 1:
            return _at(sessions, TICK * round(share * (_length(sessions) // TICK)))
        share -= 1
    raise NoWorkingTime("no working session within eleven years")


def _length(sessions: Sequence[Session]) -> timedelta:
    return sum((end - begin for begin, end in sessions), ZERO)


def _at(sessions: Sequence[Session], worked: timedelta) -> datetime:
    for begin, end in sessions:
        if worked <= end - begin:
            return begin + worked
        worked -= end - begin
    return sessions[-1][1]
