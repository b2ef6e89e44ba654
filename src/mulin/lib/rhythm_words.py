"""A rhythm said in words: every Monday and Thursday, each quarter in its third month on the last day."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from mulin.lib.ticks import LAST, NTH, WEEKDAYS, How, Ticks, ticks_of

DAYS = dict(
    zip(
        WEEKDAYS,
        (
            *(gettext_lazy("Monday"), gettext_lazy("Tuesday"), gettext_lazy("Wednesday")),
            *(gettext_lazy("Thursday"), gettext_lazy("Friday"), gettext_lazy("Saturday")),
            gettext_lazy("Sunday"),
        ),
        strict=True,
    )
)
WHICH = dict(
    zip(
        NTH,
        (
            *(gettext_lazy("the first"), gettext_lazy("the second"), gettext_lazy("the third")),
            *(gettext_lazy("the fourth"), gettext_lazy("the last")),
        ),
        strict=True,
    )
)


def in_words(rule: str) -> str:
    """How often, as people say it; a rule that has no ticks is shown as it is written."""
    ticks = ticks_of(rule)
    found = {
        How.ONCE: _once,
        How.DAILY: _daily,
        How.WEEKLY: _weekly,
        How.MONTHLY: _monthly,
        How.QUARTERLY: _quarterly,
        How.YEARLY: _yearly,
    }.get(How(ticks.how))
    return found(ticks) if found else rule


def day_in_words(day: date) -> str:
    """The day with its weekday."""
    return _("%(day)s (%(weekday)s)") % {"day": day.isoformat(), "weekday": DAYS[WEEKDAYS[day.weekday()]]}


def month_day(on: str) -> str:
    """A day of the month."""
    return _("the last day") if on == LAST else _("day %(n)s") % {"n": on}


def _once(_ticks: Ticks) -> str:
    return pgettext("rhythm", "only once")


def _daily(ticks: Ticks) -> str:
    return _("every %(n)s days") % {"n": ticks.every} if ticks.every > 1 else _("every day")


def _weekly(ticks: Ticks) -> str:
    days = "、".join(str(DAYS[day]) for day in ticks.days)
    if not days:
        return _("every %(n)s weeks") % {"n": ticks.every} if ticks.every > 1 else _("every week")
    if ticks.every > 1:
        return _("every %(n)s weeks on %(days)s") % {"n": ticks.every, "days": days}
    return _("every %(days)s") % {"days": days}


def _monthly(ticks: Ticks) -> str:
    on = _on(ticks)
    if ticks.every > 1:
        said = {"n": ticks.every, "on": on}
        return _("every %(n)s months on %(on)s") % said if on else _("every %(n)s months") % said
    return _("every month on %(on)s") % {"on": on} if on else pgettext("rhythm", "every month")


def _quarterly(ticks: Ticks) -> str:
    said = {"month": ticks.month, "on": _on(ticks)}
    return _("every quarter, in month %(month)s of it, on %(on)s") % said


def _yearly(ticks: Ticks) -> str:
    said = {"month": ticks.month, "on": _on(ticks)}
    return _("every year in month %(month)s on %(on)s") % said


def _on(ticks: Ticks) -> str:
    if ticks.on in NTH:
        return _("%(which)s %(weekday)s") % {"which": WHICH[ticks.on], "weekday": DAYS[ticks.weekday]}
    if ticks.on:
        return month_day(ticks.on)
    return "" if ticks.how == How.MONTHLY else _("the first one's day")
