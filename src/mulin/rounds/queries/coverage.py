"""What has been seen within so many days: areas, buildings and households, in counts and on the map."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from mulin.lib import clock
from mulin.places.kinds import Rank
from mulin.places.models import Area, Building, Household
from mulin.places.rules import LINEAGE
from mulin.rounds.kinds import SeenKind
from mulin.rounds.models import Seen

#: Of fewer households than this no share is told: it would tell of one home.
LEAST_HOMES = 5
MOST_BUILDINGS = 1500
FINE = (Rank.MICRO_GRID, Rank.GRID)


@dataclass(frozen=True)
class Share:
    """Seen of all."""

    seen: int
    all: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.seen / self.all) if self.all else None


@dataclass(frozen=True)
class Covered:
    """One part of the area; homes are None where they are too few to tell."""

    area: Area
    seen_at: datetime | None
    buildings: Share
    homes: Share | None


@dataclass(frozen=True)
class SeenBuilding:
    """A building with a point, and when it was last seen."""

    building: Building
    seen_at: datetime | None


def covered(area: Area, days: int) -> list[Covered]:
    """The parts of the area with what was seen within the days: a fixed number of statements."""
    parts = list(Area.objects.filter(parent=area, valid_to=None).order_by("code")) or [area]
    column = parts[0].lineage_column
    ids = [part.pk for part in parts]
    since = clock.now() - timedelta(days=days)
    inside = {f"{column}__in": ids}
    last = dict(Seen.objects.filter(kind=SeenKind.AREA, ref_id__in=ids).values_list("ref_id", "at"))
    buildings = _tally(Building.objects.filter(valid_to=None, **inside).values_list(column, flat=True))
    homes = _tally(Household.objects.filter(valid_to=None, **inside).values_list(column, flat=True))
    seen = Seen.objects.filter(at__gte=since, **inside)
    met = {
        kind: _tally(seen.filter(kind=kind).values_list(column, flat=True))
        for kind in (SeenKind.BUILDING, SeenKind.HOUSEHOLD, SeenKind.AREA)
    }
    return [
        Covered(
            part,
            last.get(part.pk) if part.rank in FINE else None,
            Share(met[SeenKind.BUILDING][part.pk], buildings[part.pk]),
            Share(met[SeenKind.HOUSEHOLD][part.pk], homes[part.pk])
            if homes[part.pk] >= LEAST_HOMES
            else None,
        )
        for part in parts
    ]


def _tally(ids: Iterable[int | None]) -> Counter[int]:
    return Counter(one for one in ids if one is not None)


def seen_buildings(area: Area) -> list[SeenBuilding]:
    """Buildings of the area that have a point, each with when it was last seen."""
    column = LINEAGE[Rank(area.rank)]
    found = Building.objects.filter(valid_to=None, lng__isnull=False, **{column: area.pk}).order_by("pk")
    rows = list(found.only("pk", "name", "lng", "lat")[:MOST_BUILDINGS])
    last = dict(
        Seen.objects.filter(kind=SeenKind.BUILDING, ref_id__in=[row.pk for row in rows]).values_list(
            "ref_id", "at"
        )
    )
    return [SeenBuilding(row, last.get(row.pk)) for row in rows]
