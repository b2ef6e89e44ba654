"""Whether a kind may be sent to a rank or come by a door, and who decided so."""

from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from mulin.catalogue.models import Admission, Kind
from mulin.catalogue.queries.listing import decisions
from mulin.catalogue.rules.admission import decide
from mulin.lib import clock
from mulin.places.kinds import Rank
from mulin.places.models import Area


class Admitted(NamedTuple):
    """The answer; `admission_id` and `reason` when somebody decided, empty when it is the kind's own list."""

    yes: bool
    reason: str = ""
    admission_id: int | None = None

    def __bool__(self) -> bool:
        return self.yes


def admitted(
    kind: Kind,
    area: Area | int | None,
    *,
    rank: int | None = None,
    door: str = "",
    on: date | None = None,
) -> Admitted:
    """May the kind be sent to posts of this rank (or come by this door) in the area?"""
    told = decisions(area, kind.chain, on)
    allowed = kind.doors if door else kind.ranks
    yes, decision = decide(kind.chain, allowed, told, door=door, rank=rank)
    return Admitted(yes, decision.reason, decision.pk) if decision else Admitted(yes)


def admissions_of(kind: Kind, on: date | None = None) -> QuerySet[Admission]:
    """The decisions in force about the kind or its classes, wherever; the widest area first."""
    day = on or clock.today()
    rows = Admission.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day), kind_key__in=kind.chain, valid_from__lte=day
    )
    return rows.select_related("area", "decided_by").order_by("area__rank", "area__code", "pk")


def admitted_ranks(kind: Kind, area: Area | None = None) -> list[tuple[Rank, Admitted]]:
    """What holds for posts of each rank, in the area or wherever nothing nearer was decided."""
    told = decisions(area, kind.chain)
    found = []
    for rank in Rank:
        yes, decision = decide(kind.chain, kind.ranks, told, rank=rank)
        found.append((rank, Admitted(yes, decision.reason, decision.pk) if decision else Admitted(yes)))
    return found
