"""Spans of days: the first day counts, the end is the first day that no longer does."""

from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from mulin.lib.errors import BadInput


def days(since: date, until: date | None = None) -> DateRange:
    """From a day to a day, the last one included."""
    if until is not None and until < since:
        raise BadInput(fields={"until": _("The last day lies before the first.")})
    return DateRange(since, until + timedelta(days=1) if until else None)


def cut(during: DateRange, on: date) -> DateRange:
    """The same span, no longer holding on that day; cut at its first day it is empty and holds never."""
    first = during.lower or on
    end = on if during.upper is None else min(on, during.upper)
    return DateRange(first, max(first, end))


def holds_on(during: DateRange, day: date) -> bool:
    """Whether the span holds on the day."""
    return not during.isempty and day in during
