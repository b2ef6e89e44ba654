"""Working calendars as pure rules: sessions of a day, nearest area's word first, then the decree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import chinese_calendar
from django.utils.translation import gettext_lazy as _

from mulin.lib.clock import LOCAL
from mulin.lib.errors import BadInput, Text
from mulin.lib.worktime import Session

Spans = tuple[tuple[int, int], ...]
MIDNIGHT = 24 * 60
DEFAULT_SPANS: Spans = ((8 * 60, 12 * 60), (14 * 60, 18 * 60))
MOST_SESSIONS = 6
DAY = timedelta(days=1)
FRIDAY = 4
# A decree moves at least this many days of a year; fewer own rows are local exceptions.
DECREE_LEAST = 7
# Days a calendar keeps computed; two years of them.
KEPT_DAYS = 732


@dataclass(frozen=True)
class Hours:
    """Sessions in force from a day to the day before another, in minutes after midnight."""

    valid_from: date
    valid_to: date | None
    spans: Spans
    every_day: bool = False

    def covers(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


STANDARD = Hours(date.min, None, DEFAULT_SPANS)


@dataclass
class AreaCalendar:
    """The working calendar of one area; implements lib.worktime.WorkingCalendar.

    `hours` and `overrides` are given level by level, the nearest area first; None for the day of
    an override level means that level is silent.
    """

    hours: Sequence[Sequence[Hours]] = ()
    overrides: Sequence[Mapping[date, bool]] = ()
    decreed_years: frozenset[int] = frozenset()
    _known: dict[date, tuple[Session, ...]] = field(default_factory=dict, repr=False)

    def sessions(self, day: date) -> tuple[Session, ...]:
        found = self._known.get(day)
        if found is None:
            if len(self._known) >= KEPT_DAYS:
                self._known.clear()
            found = self._known[day] = _apart(self._spread(day - DAY), self._spread(day))
        return found

    def is_working_day(self, day: date) -> bool:
        return bool(self.sessions(day))

    def is_provisional(self, day: date) -> bool:
        """Whether the day rests on a guess (Monday to Friday) because its year is not decreed yet."""
        if any(day in level for level in self.overrides):
            return False
        return not is_decreed(day.year) and day.year not in self.decreed_years

    def hours_on(self, day: date) -> Hours:
        return next((one for level in self.hours for one in level if one.covers(day)), STANDARD)

    def _spread(self, day: date) -> tuple[Session, ...]:
        hours = self.hours_on(day)
        said = next((level[day] for level in self.overrides if day in level), None)
        works = (hours.every_day or is_decreed_workday(day)) if said is None else said
        if not works:
            return ()
        midnight = datetime.combine(day, time(), LOCAL)
        return tuple(
            (midnight + timedelta(minutes=begin), midnight + timedelta(minutes=end))
            for begin, end in hours.spans
        )


def is_decreed(year: int) -> bool:
    """Whether the library knows the State Council's notice of that year."""
    return year in _LIBRARY_YEARS


def is_decreed_workday(day: date) -> bool:
    """By decree where known, else Monday to Friday."""
    if is_decreed(day.year):
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() <= FRIDAY


def provisional_years(today: date, decreed: frozenset[int] = frozenset()) -> list[int]:
    """Of this year and the next, those whose holidays nobody has entered yet."""
    years = (today.year, today.year + 1)
    return [year for year in years if not is_decreed(year) and year not in decreed]


def parse_sessions(sessions: Sequence[Sequence[str]]) -> Spans:
    """Checked spans of ("08:00", "12:00") pairs; only the last may end past midnight."""
    if not 1 <= len(sessions) <= MOST_SESSIONS:
        raise _bad(_("Give one to six sessions a day."))
    spans: list[tuple[int, int]] = []
    for pair in sessions:
        if isinstance(pair, str) or len(pair) != 2:
            raise _bad(_("Each session is a pair of times such as 08:00 and 12:00."))
        begin, end = _minutes(pair[0]), _minutes(pair[1])
        if begin >= MIDNIGHT:
            raise _bad(_("A session begins before midnight."))
        if spans and begin < spans[-1][1]:
            raise _bad(_("Sessions must follow one another without overlap."))
        spans.append((begin, end if end > begin else end + MIDNIGHT))
    if spans[-1][1] - MIDNIGHT > spans[0][0]:
        raise _bad(_("The night session runs into the next day's first one."))
    return tuple(spans)


def session_texts(spans: Spans) -> list[list[str]]:
    """The inverse of parse_sessions, for rows and forms."""
    return [[_text(begin), _text(end if end <= MIDNIGHT else end - MIDNIGHT)] for begin, end in spans]


def _library_years() -> frozenset[int]:
    """Years the library answers for, asked once since it answers others by raising."""
    known = set()
    for year in range(2004, 2100):
        try:
            chinese_calendar.is_workday(date(year, 1, 1))
        except NotImplementedError:
            break
        known.add(year)
    return frozenset(known)


_LIBRARY_YEARS = _library_years()


def _apart(before: tuple[Session, ...], today: tuple[Session, ...]) -> tuple[Session, ...]:
    """Today's sessions without what yesterday's night session still covers."""
    if not before or not today or before[-1][1] <= today[0][0]:
        return today
    dawn = before[-1][1]
    return tuple((max(begin, dawn), end) for begin, end in today if end > dawn)


def _minutes(text: str) -> int:
    hour, colon, minute = text.strip().partition(":")
    if not (colon and hour.isdecimal() and minute.isdecimal() and len(minute) == 2):
        raise _bad(_("Write times as 08:00."))
    value = int(hour) * 60 + int(minute)
    if int(minute) > 59 or value > MIDNIGHT:
        raise _bad(_("Write times from 00:00 to 24:00."))
    return value


def _text(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _bad(message: Text) -> BadInput:
    return BadInput(fields={"sessions": message})
