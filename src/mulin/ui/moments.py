"""Moments and limits in the words people use: today at six, two days late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from mulin.lib import clock

SOON = timedelta(hours=4)
ICONS = {"late": "alert-triangle", "soon": "hourglass", "calm": "clock", "none": "player-pause"}
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Due:
    """A limit as shown: words that carry the meaning without colour, a tone, and the exact moment."""

    words: str
    tone: str
    exact: str
    iso: str

    @property
    def icon(self) -> str:
        return ICONS[self.tone]


def exact(moment: datetime) -> str:
    local = clock.local(moment)
    return _("{y}-{mo:02}-{d:02} {h:02}:{mi:02}").format(
        y=local.year, mo=local.month, d=local.day, h=local.hour, mi=local.minute
    )


def near(moment: datetime, now: datetime | None = None) -> str:
    """The day as people say it, with the time."""
    local = clock.local(moment)
    today = clock.local(now or clock.now())
    time = f"{local.hour:02}:{local.minute:02}"
    days = (local.date() - today.date()).days
    if days == 0:
        return _("today {time}").format(time=time)
    if days == 1:
        return _("tomorrow {time}").format(time=time)
    if days == -1:
        return _("yesterday {time}").format(time=time)
    if local.year == today.year:
        return _("{month}/{day} {time}").format(month=local.month, day=local.day, time=time)
    return _("{year}/{month}/{day}").format(year=local.year, month=local.month, day=local.day)


def span(length: timedelta) -> str:
    """A length in its largest fitting unit, rounded down."""
    if length >= DAY:
        count = length // DAY
        return ngettext("{n} day", "{n} days", count).format(n=count)
    if length >= HOUR:
        count = length // HOUR
        return ngettext("{n} hour", "{n} hours", count).format(n=count)
    count = max(length // MINUTE, 1)
    return ngettext("{n} minute", "{n} minutes", count).format(n=count)


def ago(moment: datetime, now: datetime | None = None) -> str:
    """How long ago, for the last day; then the date."""
    now = now or clock.now()
    passed = now - moment
    if passed < MINUTE:
        return _("just now")
    if passed < 6 * HOUR:
        return _("{span} ago").format(span=span(passed))
    return near(moment, now)


def due(moment: datetime | None, now: datetime | None = None, *, stopped: bool = False) -> Due:
    """A limit against the clock; `stopped` says that the clock stands still."""
    if moment is None:
        return Due(_("clock stopped") if stopped else _("no limit"), "none", "", "")
    now = now or clock.now()
    left = moment - now
    if left <= timedelta(0):
        words, tone = _("late by {span}").format(span=span(-left)), "late"
    elif left <= SOON:
        words, tone = _("{span} left").format(span=span(left)), "soon"
    else:
        words, tone = _("by {moment}").format(moment=near(moment, now)), "calm"
    return Due(words, tone, exact(moment), moment.isoformat())


def due_day(day: date, today: date | None = None) -> Due:
    """A day by whose end something is owed: today, tomorrow, days late, or the date."""
    today = today or clock.today()
    left = (day - today).days
    if left < 0:
        words, tone = pgettext("day", "late by {span}").format(span=span(-left * DAY)), "late"
    elif left <= 1:
        words, tone = pgettext("day", "tomorrow") if left else pgettext("day", "today"), "soon"
    else:
        said = _("by {month}/{day}") if day.year == today.year else _("by {year}/{month}/{day}")
        words, tone = said.format(year=day.year, month=day.month, day=day.day), "calm"
    return Due(words, tone, day.isoformat(), day.isoformat())
