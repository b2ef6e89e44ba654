"""On which day a service comes next."""

import calendar
from datetime import date, timedelta

from mulin.care.kinds import Rhythm

DAYS = {Rhythm.WEEKLY: 7, Rhythm.FORTNIGHTLY: 14}


def following(rhythm: str, first: date, last: date) -> date | None:
    """The day after `last`; months keep the day of the first coming, or their own last day."""
    if rhythm == Rhythm.ONCE:
        return None
    if rhythm == Rhythm.MONTHLY:
        year, month = (last.year + 1, 1) if last.month == 12 else (last.year, last.month + 1)
        return date(year, month, min(first.day, calendar.monthrange(year, month)[1]))
    return last + timedelta(days=DAYS[Rhythm(rhythm)])
