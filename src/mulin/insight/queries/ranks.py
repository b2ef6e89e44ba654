"""How high matters had to rise before they were settled."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count

from mulin.cases.kinds import State
from mulin.cases.models import Case
from mulin.catalogue.kinds import Track
from mulin.lib.ids import EPOCH, MILLISECOND
from mulin.places.kinds import Rank
from mulin.places.models import Area
from mulin.places.rules import LINEAGE


def settled_by_rank(area: Area, since: datetime) -> dict[int, int]:
    """rank risen to (0: never rose) -> matters received since then and settled by now, care left out.

    Ids grow with time, so the span is a range of the primary key.
    """
    first = UUID(int=((since - EPOCH) // MILLISECOND) << 80)
    closed = Case.objects.filter(
        id__gte=first, state=State.CLOSED, live=True, **{LINEAGE[Rank(area.rank)]: area.pk}
    ).exclude(track=Track.CARE)
    return {rank or 0: n for rank, n in closed.order_by().values_list("rank").annotate(n=Count("pk"))}
