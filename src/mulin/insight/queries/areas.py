"""Open matters of several areas side by side, small delicate figures left out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from mulin.cases.kinds import OPEN
from mulin.cases.models import Case
from mulin.catalogue.kinds import Secrecy, Track
from mulin.insight.models import OpenTally
from mulin.insight.rules import SMALL_CELL, hidden_cells
from mulin.places.kinds import Rank
from mulin.places.models import Area
from mulin.places.rules import LINEAGE


@dataclass(frozen=True)
class AreaCount:
    """Open matters of an area and below; both figures are None where they are not to be shown."""

    area: Area
    open: int | None
    late: int | None

    @property
    def hidden(self) -> bool:
        return self.open is None


def area_counts(parent: Area, below: Iterable[Area] = ()) -> dict[int, AreaCount]:
    """An area and those directly below it, from the tallies; cases are looked at only where they are few."""
    areas = list(below)
    opened: dict[int, int] = defaultdict(int)
    late: dict[int, int] = defaultdict(int)
    for area_id, count, overran in OpenTally.objects.filter(
        area_id__in=[parent.pk, *(area.pk for area in areas)]
    ).values_list("area_id", "count", "late"):
        opened[area_id] += count
        late[area_id] += overran
    small = [area for area in areas if 0 < opened[area.pk] < SMALL_CELL]
    few = 0 < opened[parent.pk] < SMALL_CELL
    delicate = _delicate(small, parent) if small or few else set()
    hidden = hidden_cells({area.pk: opened[area.pk] for area in areas}, delicate)
    if few:
        hidden |= delicate & {parent.pk}
    return {
        area.pk: AreaCount(area, None, None)
        if area.pk in hidden
        else AreaCount(area, max(opened[area.pk], 0), max(late[area.pk], 0))
        for area in (parent, *areas)
    }


def _delicate(areas: list[Area], parent: Area) -> set[int]:
    """Those of the areas, and the one above them, in which a confidential matter is open that was counted."""
    columns = sorted({LINEAGE[Rank(area.rank)] for area in (parent, *areas)})
    ids = [area.pk for area in areas]
    inside = Q()
    for column in columns:
        inside |= Q(**{f"{column}__in": ids})
    found = Case.objects.filter(
        inside if areas else Q(),
        state__in=sorted(OPEN),
        secrecy=Secrecy.CONFIDENTIAL,
        **{LINEAGE[Rank(parent.rank)]: parent.pk},
    ).exclude(kind__track=Track.CARE)
    rows = found.order_by().values_list(*columns).distinct()
    return {area_id for row in rows for area_id in row if area_id}
