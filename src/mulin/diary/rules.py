"""Weeks, levels, and how words are checked before they are kept."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from mulin.diary.kinds import Level
from mulin.lib import texts
from mulin.lib.errors import WrongState

LONGEST = 300
ABOVE: dict[Level, Level] = {Level.GRID: Level.COMMUNITY, Level.COMMUNITY: Level.STREET}
WEEK = timedelta(days=7)


def clean(text: str, field: str = "text", *, required: bool = True, longest: int = LONGEST) -> str:
    """A line or two."""
    return texts.clean(text, field, required=required, longest=longest)


def above(level: int) -> Level:
    """The next level up; at the street it ends."""
    found = ABOVE.get(Level(level))
    if found is None:
        raise WrongState(_("It has reached the street already."))
    return found


def monday_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def weeks_before(day: date, count: int) -> list[date]:
    """The Mondays of this and the weeks before, the oldest first."""
    this = monday_of(day)
    return [this - WEEK * back for back in range(count - 1, -1, -1)]
