"""When a household is called on next: by the rule, sooner when nobody was reached, within the season."""

from datetime import date, timedelta
from typing import Protocol

DAY = timedelta(days=1)
#: A visit so long before a season is that season's.
EARLY = timedelta(days=30)


class Rule(Protocol):
    """A visiting rule as the arithmetic needs it."""

    every_days: int
    again_days: int
    first_days: int
    season_from: str
    season_to: str


def first_visit(rule: Rule, today: date) -> date:
    return in_season(rule, today + rule.first_days * DAY)


def next_visit(rule: Rule, today: date, *, reached: bool) -> date:
    """The rhythm after somebody was reached, else soon again; both in season."""
    days = rule.every_days if reached else rule.again_days
    if reached and rule.season_from:
        return in_season(rule, _done_with(rule, today) + DAY)
    return in_season(rule, today + max(days, 1) * DAY)


def in_season(rule: Rule, day: date) -> date:
    """The day itself in season, else the first day of the next one."""
    if not rule.season_from or not rule.season_to:
        return day
    for year in (day.year - 1, day.year, day.year + 1):
        begins = _of(year, rule.season_from)
        if day <= _close(rule, begins):
            return max(day, begins)
    return day


def _done_with(rule: Rule, day: date) -> date:
    """The last day of the season that a visit on the day was for; the day itself when it came late for the last one."""
    for year in (day.year - 1, day.year, day.year + 1):
        begins = _of(year, rule.season_from)
        ends = _close(rule, begins)
        if begins - EARLY <= day <= ends:
            return ends
    return day


def _close(rule: Rule, begins: date) -> date:
    """A season may run over the turn of the year."""
    ends = _of(begins.year, rule.season_to)
    return ends if ends >= begins else _of(begins.year + 1, rule.season_to)


def _of(year: int, text: str) -> date:
    return date(year, int(text[:2]), int(text[3:]))
