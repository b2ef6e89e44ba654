"""How long each link of a case may take, and until when its reporter should be called back."""

from datetime import datetime
from decimal import Decimal

from mulin.calendars.queries import calendar_for
from mulin.cases.models import Case
from mulin.cases.rules import DEFAULT_LIMITS
from mulin.catalogue.kinds import Link
from mulin.catalogue.queries import limits_for
from mulin.lib import worktime
from mulin.lib.worktime import Unit

Limit = tuple[Decimal, Unit]


def limit_of(case: Case, link: Link) -> Limit:
    """The time the case's own edition gives a link; the house default where it says nothing."""
    if case.kind is not None:
        limit = limits_for(case.kind, case.urgency, case.standard).get(link)
        if limit is not None:
            return Decimal(limit.amount), Unit(limit.unit)
    return DEFAULT_LIMITS[link]


def call_back_by(case: Case) -> datetime | None:
    """The moment by which the reporter of an ended case should have been asked; None while it is open."""
    if case.ended_at is None:
        return None
    return worktime.add(case.ended_at, *limit_of(case, Link.CALLBACK), calendar_for(case.area_id))
