"""Whether a kind may be sent to a rank or come by a door, and who decided so."""

from datetime import date
from typing import NamedTuple

from mulin.catalogue.models import Kind
from mulin.catalogue.queries.listing import decisions
from mulin.catalogue.rules.admission import decide
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
