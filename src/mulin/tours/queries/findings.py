"""What tours found, and what is still to be answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from mulin.lib import clock
from mulin.people.access import Actor
from mulin.tours.access import visible_findings
from mulin.tours.kinds import FindingState
from mulin.tours.models import Finding, Tour


@dataclass(frozen=True)
class Standing:
    """How the findings of one tour stand."""

    found: int = 0
    awaited: int = 0
    late: int = 0


def standings(tour_ids: Iterable[UUID]) -> dict[UUID, Standing]:
    """One statement for a page of tours."""
    awaited = Q(state=FindingState.AWAITED)
    late = awaited & Q(reply_by__lt=clock.today())
    rows = Finding.objects.filter(tour_id__in=list(tour_ids)).order_by().values_list("tour_id")
    told = rows.annotate(found=Count("pk"), open=Count("pk", filter=awaited), late=Count("pk", filter=late))
    return {tour: Standing(found, open_, late_) for tour, found, open_, late_ in told}


def awaited(actor: Actor) -> QuerySet[Finding]:
    """What the actor's ground or organisation has still to answer, the longest due first."""
    rows = visible_findings(actor).filter(state=FindingState.AWAITED)
    return rows.select_related("tour__area", "stop", "item").order_by("reply_by", "id")


def findings_of(tour: Tour) -> QuerySet[Finding]:
    """In the order of the route."""
    rows = Finding.objects.filter(tour=tour).select_related("stop", "item", "reply")
    return rows.order_by("stop__order", "made_at", "id")
