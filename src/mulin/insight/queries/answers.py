"""What callers said when they were called back, and what had been known before it became an order."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from mulin.cases.kinds import Satisfaction
from mulin.cases.models import Callback, HotlineOrder
from mulin.places.kinds import Rank
from mulin.places.models import Area
from mulin.places.rules import LINEAGE

CONTENT = (Satisfaction.VERY, Satisfaction.SATISFIED)


@dataclass(frozen=True)
class Rates:
    """Counts behind the three rates; the rates' denominator is `asked`: reached and not excluded."""

    called: int
    asked: int
    excluded: int
    contacted: int
    solved: int
    satisfied: int

    def share(self, part: int) -> float | None:
        """Of those asked, or nothing where nobody was."""
        return part / self.asked if self.asked else None


def hotline_rates(area: Area, since: datetime) -> Rates:
    """Call-backs made since then on matters of the area."""
    asked = Q(reached=True, excluded="")
    counts = Callback.objects.filter(at__gte=since, **_where(area)).aggregate(
        called=Count("pk"),
        asked=Count("pk", filter=asked),
        contacted=Count("pk", filter=asked & Q(contacted=True)),
        solved=Count("pk", filter=asked & Q(solved=True)),
        satisfied=Count("pk", filter=asked & Q(satisfaction__in=CONTENT)),
    )
    return Rates(excluded=counts["called"] - counts["asked"], **counts)


def known_before(area: Area, since: datetime) -> tuple[int, int]:
    """(orders whose matter had been reported before, all orders) received since then."""
    counts = HotlineOrder.objects.filter(received_at__gte=since, **_where(area)).aggregate(
        known=Count("pk", filter=Q(known_before__gt=0)), orders=Count("pk")
    )
    return counts["known"], counts["orders"]


def _where(area: Area) -> dict[str, int]:
    return {f"case__{LINEAGE[Rank(area.rank)]}": area.pk}
