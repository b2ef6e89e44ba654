"""How long each link of a case may take."""

from decimal import Decimal

from mulin.cases.models import Case
from mulin.cases.rules import DEFAULT_LIMITS
from mulin.catalogue.kinds import Link
from mulin.catalogue.queries import limits_for
from mulin.lib.worktime import Unit

Limit = tuple[Decimal, Unit]


def limit_of(case: Case, link: Link) -> Limit:
    """The time the case's own edition gives a link; the house default where it says nothing."""
    if case.kind is not None:
        limit = limits_for(case.kind, case.urgency, case.standard).get(link)
        if limit is not None:
            return Decimal(limit.amount), Unit(limit.unit)
    return DEFAULT_LIMITS[link]
