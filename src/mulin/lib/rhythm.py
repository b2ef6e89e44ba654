"""When what comes again is due: an RFC 5545 rule laid over the working calendar of its area."""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule, rrulebase, rruleset, rrulestr
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.lib.clock import LOCAL
from mulin.lib.errors import BadInput
from mulin.lib.worktime import WorkingCalendar

DAY = timedelta(days=1)
SLOWEST = {YEARLY, MONTHLY, WEEKLY, DAILY}
MOST_A_DAY, MOST_INTERVAL, LONGEST = 12, 366, 200
#: How seldom something may come; rest days may put it off several times before a rule counts as at its end.
HORIZON = timedelta(days=366 * 5)
FARTHEST = 4 * HORIZON
#: The end of a rule as a day alone, which is a day on which it may still come.
LAST_DAY = re.compile(r"(UNTIL=\d{8})(?=;|$)")
LONGEST_REST = 60
#: Days at the ends of the calendar have none after or before them.
YEARS = range(1900, 2200)
# A rule speaks of wall time, so its moments bear no zone until they are due.
TRIAL = datetime(2024, 1, 1, 9, tzinfo=LOCAL).replace(tzinfo=None)


class Holidays(TextChoices):
    """What becomes of a day that is not worked."""

    SKIP = "skip", gettext_lazy("left out")
    NEXT = "next", gettext_lazy("moved to the next working day")
    KEEP = "keep", gettext_lazy("held all the same")


def checked(text: str, since: date | None = None) -> str:
    """The rule in capitals, or BadInput: daily or slower, at most twelve times a day, and true again and again.

    `since`: the day from which it is to hold.
    """
    rule = text.strip().upper().removeprefix("RRULE:")
    if not rule or len(rule) > LONGEST or "\n" in rule or "DTSTART" in rule:
        raise _bad()
    start = datetime.combine(since, TRIAL.time()) if since is not None else TRIAL
    try:
        made = _parsed(rule, start)
    except (ValueError, TypeError, OverflowError) as error:
        raise _bad() from error
    first = next(_bounded(made, start - DAY, HORIZON), None) if start.year in YEARS else None
    if first is None:
        raise BadInput(fields={"rhythm": _("By this rule it is never due.")})
    if not _ends(made, first + HORIZON) and next(_bounded(made, first, HORIZON), None) is None:
        raise BadInput(fields={"rhythm": _("By this rule it comes too seldom: at least every five years.")})
    return rule


def _ends(made: rrule, by: datetime) -> bool:
    """Whether it says itself when it is over, and is by then."""
    return made._count is not None or (made._until is not None and made._until <= by)  # noqa: SLF001 - dateutil tells no other way


def _parsed(rule: str, start: datetime) -> rrule:
    made: rrulebase = rrulestr(LAST_DAY.sub(r"\1T235959", rule), dtstart=start)
    if isinstance(made, rruleset) or not isinstance(made, rrule):
        raise TypeError
    if made._freq not in SLOWEST or made._interval > MOST_INTERVAL:  # noqa: SLF001 - dateutil tells no other way
        raise ValueError
    if len(made._timeset or ()) > MOST_A_DAY:  # noqa: SLF001 - as above
        raise ValueError
    return made


@lru_cache(maxsize=4096)
def _rule(rule: str, start: datetime) -> rrule:
    return _parsed(rule, start)


def _bounded(made: rrule, after: datetime, within: timedelta) -> "islice[datetime]":
    until = min(filter(None, (made._until, after + within)))  # noqa: SLF001 - dateutil tells no other way
    if made._count is not None:  # noqa: SLF001 - as above
        return islice((one for one in made if one > after), None)
    return islice(made.replace(until=until).xafter(after), None)


def next_due(
    rule: str,
    *,
    since: date,
    at: time,
    after: datetime | None,
    holidays: str,
    calendar: WorkingCalendar,
) -> tuple[datetime, datetime] | None:
    """The next moment after `after` (the rule's own, local and without zone): (the rule's moment, the due moment).

    None when the rule has come to its end. A day that is not worked is left out, moved or kept;
    a moved day that is due by the rule anyway is not due twice.
    """
    if since.year not in YEARS or (after is not None and after.year not in YEARS):
        return None
    made = _rule(rule, datetime.combine(since, at))
    start = after if after is not None else datetime.combine(since, time()) - DAY
    for raw in _bounded(made, start, FARTHEST):
        if holidays == Holidays.KEEP or calendar.is_working_day(raw.date()):
            return raw, raw.replace(tzinfo=LOCAL)
        if holidays == Holidays.NEXT:
            moved = _next_working(raw, calendar)
            if moved is not None and not made.between(raw, moved, inc=False) and not _falls(made, moved):
                return raw, moved.replace(tzinfo=LOCAL)
    return None


def _falls(made: rrule, moment: datetime) -> bool:
    return bool(made.after(moment, inc=True) == moment)


def _next_working(raw: datetime, calendar: WorkingCalendar) -> datetime | None:
    for days in range(1, LONGEST_REST):
        moved = raw + days * DAY
        if calendar.is_working_day(moved.date()):
            return moved
    return None


def _bad() -> BadInput:
    said = _("Write the rhythm as an RFC 5545 rule, daily or slower, such as FREQ=WEEKLY;BYDAY=MO,TH.")
    return BadInput(fields={"rhythm": said})
