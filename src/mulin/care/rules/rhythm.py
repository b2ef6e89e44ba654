"""On which day a service comes next: a named rhythm is an RFC 5545 rule like any other."""

from datetime import date, datetime, time

from mulin.care.kinds import Rhythm
from mulin.lib.rhythm import checked, next_due
from mulin.lib.worktime import WorkingCalendar

NOON, LAST = time(12), time(23, 59, 59)
RULES = {
    Rhythm.ONCE: "FREQ=DAILY;COUNT=1",
    Rhythm.WEEKLY: "FREQ=WEEKLY",
    Rhythm.FORTNIGHTLY: "FREQ=WEEKLY;INTERVAL=2",
    Rhythm.MONTHLY: "FREQ=MONTHLY",
}
#: Months shorter than the first one's day have their own last day instead.
SHORTEST = 28


def rule_of(rhythm: str, first: date) -> str:
    """The rule of a named rhythm, or the rule that was written; BadInput when it is none."""
    if rhythm == Rhythm.MONTHLY and first.day > SHORTEST:
        days = ",".join(str(day) for day in range(SHORTEST, first.day + 1))
        return f"FREQ=MONTHLY;BYMONTHDAY={days};BYSETPOS=-1"
    return RULES[Rhythm(rhythm)] if rhythm in Rhythm.values else checked(rhythm)


def words_of(rule: str) -> str:
    """The name of a rhythm that has one, else the rule."""
    named = {written: rhythm for rhythm, written in RULES.items()}
    found = named.get(rule)
    if (
        found is None
        and rule.startswith(f"FREQ=MONTHLY;BYMONTHDAY={SHORTEST},")
        and rule.endswith(";BYSETPOS=-1")
    ):
        found = Rhythm.MONTHLY
    return str(found.label) if found else rule


def following(
    rule: str, *, since: date, after: date | None, holidays: str, calendar: WorkingCalendar
) -> tuple[date, date] | None:
    """The first day by the rule after `after`: (the rule's own, the day it is held); None at its end."""
    last = datetime.combine(after, LAST) if after is not None else None
    found = next_due(rule, since=since, at=NOON, after=last, holidays=holidays, calendar=calendar)
    return (found[0].date(), found[1].date()) if found else None
