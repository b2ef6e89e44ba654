"""A rhythm as people tick it, and the RFC 5545 rule it stands for; every rule that has ticks is known again by them."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ONCE = "FREQ=DAILY;COUNT=1"
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
#: Months shorter than the day that is meant have their own last day instead.
SHORTEST, LONGEST, LAST = 28, 31, "-1"
MONTHS, QUARTER = 12, 3
#: The first Friday is `n1` with FR; the last one `n-1`.
NTH = ("n1", "n2", "n3", "n4", "n-1")


class How(TextChoices):
    """The ways in which something comes again."""

    ONCE = "once", pgettext_lazy("rhythm", "only once")
    DAILY = "daily", _("every day, or every few days")
    WEEKLY = "weekly", _("on days of the week")
    MONTHLY = "monthly", pgettext_lazy("rhythm", "every month")
    QUARTERLY = "quarterly", _("every quarter")
    YEARLY = "yearly", _("every year")
    OTHER = "other", pgettext_lazy("rhythm", "other")


@dataclass(frozen=True)
class Ticks:
    """`on`: a day of the month, `-1` its last, `n1` its first `weekday`; empty: as the first one's day.

    `month`: of the quarter (1 to 3) or of the year. A rule that has no ticks stands in `written`.
    """

    how: str
    every: int = 1
    days: tuple[str, ...] = ()
    month: int = 0
    on: str = ""
    weekday: str = ""
    written: str = ""


def rule_of(ticks: Ticks) -> str:
    """The rule in the order in which it is always written; one that was written stays as it is."""
    every = f";INTERVAL={ticks.every}" if ticks.every > 1 else ""
    if ticks.how == How.ONCE:
        return ONCE
    if ticks.how == How.DAILY:
        return f"FREQ=DAILY{every}"
    if ticks.how == How.WEEKLY:
        return f"FREQ=WEEKLY{every}" + (f";BYDAY={','.join(ticks.days)}" if ticks.days else "")
    if ticks.how == How.MONTHLY:
        return f"FREQ=MONTHLY{every}{_on(ticks)}"
    if ticks.how == How.QUARTERLY:
        months = ",".join(str(month) for month in range(ticks.month, MONTHS + 1, QUARTER))
        return f"FREQ=MONTHLY;BYMONTH={months}{_on(ticks)}"
    if ticks.how == How.YEARLY:
        return f"FREQ=YEARLY;BYMONTH={ticks.month}{_on(ticks)}"
    return ticks.written


def _on(ticks: Ticks) -> str:
    if not ticks.on:
        return ""
    if ticks.on in NTH:
        return f";BYDAY={ticks.on[1:]}{ticks.weekday}"
    if ticks.on != LAST and int(ticks.on) > SHORTEST:
        days = ",".join(str(day) for day in range(SHORTEST, int(ticks.on) + 1))
        return f";BYMONTHDAY={days};BYSETPOS=-1"
    return f";BYMONTHDAY={ticks.on}"


def ticks_of(rule: str) -> Ticks:
    """The ticks that stand for the rule; where none do, it is what was written."""
    parts = dict(part.partition("=")[::2] for part in rule.upper().split(";"))
    if parts.get("INTERVAL") == "1":
        del parts["INTERVAL"]
    for ticks in _guesses(parts):
        meant = dict(part.partition("=")[::2] for part in rule_of(ticks).split(";"))
        if {**meant, "BYDAY": _sorted(meant)} == {**parts, "BYDAY": _sorted(parts)}:
            return ticks
    return Ticks(How.OTHER, written=rule)


def _sorted(parts: dict[str, str]) -> list[str]:
    return sorted(filter(None, parts.get("BYDAY", "").split(",")))


def _guesses(parts: dict[str, str]) -> list[Ticks]:
    """What the rule may stand for; whoever asks writes each out and compares."""
    named = set(parts.get("BYDAY", "").split(","))
    days = tuple(day for day in WEEKDAYS if day in named)
    every = _number(parts.get("INTERVAL", "1"))
    month = _number(parts.get("BYMONTH", "").partition(",")[0])
    on, weekday = parts.get("BYMONTHDAY", "").rpartition(",")[2], ""
    if on != LAST and not 1 <= _number(on) <= LONGEST:
        on = f"n{parts.get('BYDAY', '')[:-2]}"
        weekday = parts.get("BYDAY", "")[-2:]
        on, weekday = (on, weekday) if on in NTH and weekday in WEEKDAYS else ("", "")
    guessed = {
        "DAILY": [Ticks(How.ONCE), Ticks(How.DAILY, every)],
        "WEEKLY": [Ticks(How.WEEKLY, every, days)],
        "MONTHLY": [Ticks(How.MONTHLY, every, on=on, weekday=weekday)],
    }
    if 1 <= month <= MONTHS:
        guessed["YEARLY"] = [Ticks(How.YEARLY, month=month, on=on, weekday=weekday)]
    if 1 <= month <= QUARTER:
        guessed["MONTHLY"].append(Ticks(How.QUARTERLY, month=month, on=on, weekday=weekday))
    return guessed.get(parts.get("FREQ", ""), [])


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0


def settled(rule: str, first: date) -> str:
    """A rule that goes by the first one's day, at the end of a month: shorter months have their own last day."""
    ticks = ticks_of(rule)
    if ticks.how in (How.MONTHLY, How.QUARTERLY, How.YEARLY) and not ticks.on and first.day > SHORTEST:
        return rule_of(replace(ticks, on=str(first.day)))
    return rule
