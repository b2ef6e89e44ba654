"""On which day a service comes next: a named rhythm is an RFC 5545 rule like any other."""

from datetime import date, datetime, time

from mulin.care.kinds import Rhythm
from mulin.lib.rhythm import checked, next_due
from mulin.lib.ticks import ONCE, settled
from mulin.lib.worktime import WorkingCalendar

NOON, LAST = time(12), time(23, 59, 59)
RULES = {
    Rhythm.ONCE: ONCE,
    Rhythm.WEEKLY: "FREQ=WEEKLY",
    Rhythm.FORTNIGHTLY: "FREQ=WEEKLY;INTERVAL=2",
    Rhythm.MONTHLY: "FREQ=MONTHLY",
}


def rule_of(rhythm: str, first: date) -> str:
    """The rule of a named rhythm, or the rule that was written; BadInput when it is none."""
    return settled(RULES[Rhythm(rhythm)] if rhythm in Rhythm.values else checked(rhythm, first), first)


def following(
    rule: str, *, since: date, after: date | None, holidays: str, calendar: WorkingCalendar
) -> tuple[date, date] | None:
    """The first day by the rule after `after`: (the rule's own, the day it is held); None at its end."""
    last = datetime.combine(after, LAST) if after is not None else None
    found = next_due(rule, since=since, at=NOON, after=last, holidays=holidays, calendar=calendar)
    return (found[0].date(), found[1].date()) if found else None
