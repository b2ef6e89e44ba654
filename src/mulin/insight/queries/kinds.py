"""Which kinds of matter come up most."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from mulin.catalogue.kinds import Secrecy, Track
from mulin.catalogue.models import Kind
from mulin.insight.kinds import Measure
from mulin.insight.models import DayTally
from mulin.insight.rules import SMALL_CELL

#: A matter gets its kind when it is filed or solved at once; before, it is a guess.
NAMING = (Measure.FILED, Measure.ON_THE_SPOT)


@dataclass(frozen=True)
class KindCount:
    """A kind, how often it came up in the span, and in the span of the same length before."""

    kind: Kind
    count: int
    before: int


def top_kinds(area_id: int, since: date, until: date, most: int) -> list[tuple[int, int]]:
    """(kind id, how often), the most frequent first, in an area and below."""
    return sorted(_sums(area_id, since, until).items(), key=lambda row: (-row[1], row[0]))[:most]


def repeated_kinds(area_id: int, since: date, until: date, most: int) -> list[KindCount]:
    """The most frequent kinds; a confidential one only where it is no small group."""
    length = until - since + timedelta(days=1)
    earlier = _sums(area_id, since - length, since - timedelta(days=1))
    counted = top_kinds(area_id, since, until, most * 2)
    kinds = Kind.objects.in_bulk([kind_id for kind_id, _n in counted])
    rows = [
        KindCount(kinds[kind_id], number, earlier.get(kind_id, 0))
        for kind_id, number in counted
        if kind_id in kinds and number > 0
    ]
    return [row for row in rows if not _delicate(row)][:most]


def _delicate(row: KindCount) -> bool:
    """Care and complaints about staff are in no table; other confidential kinds only in groups large enough."""
    if row.kind.track in (Track.CARE, Track.STAFF_COMPLAINT):
        return True
    return row.kind.secrecy == Secrecy.CONFIDENTIAL and min(row.count, row.before or row.count) < SMALL_CELL


def _sums(area_id: int, since: date, until: date) -> dict[int, int]:
    rows = (
        DayTally.objects.filter(area_id=area_id, day__range=(since, until), measure__in=NAMING, kind_id__gt=0)
        .order_by()
        .values_list("kind_id")
        .annotate(n=Sum("count"))
    )
    return dict(rows)
