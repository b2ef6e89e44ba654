"""Which areas a point lies in."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from math import cos, isfinite, radians
from threading import Lock

import shapely
from django.db import connection
from django.utils.translation import gettext_lazy as _
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from mulin.lib.errors import BadInput
from mulin.places.kinds import Rank
from mulin.places.models import Area, AreaBoundary, Building
from mulin.places.rules import COLUMNS, Finder, Shape
from mulin.places.rules.finder import holds

KEPT_SHAPES = 20_000
NEAR_METRES = 60.0
METRES_A_DEGREE = 111_320.0

#: The areas around a point and all above them, the deepest first; those around it with the row of their outline.
_AROUND = """
    WITH around AS (
        SELECT id, ARRAY[{lineage}] AS lineage FROM places_area
        WHERE valid_to IS NULL AND bbox @> box(point(%s, %s), point(%s, %s)) {within}
    )
    SELECT {columns}, CASE WHEN id IN (SELECT id FROM around) THEN coalesce((
        SELECT outline.id FROM places_areaboundary outline
        WHERE outline.area_id = places_area.id ORDER BY outline.version DESC LIMIT 1
    ), 0) END FROM places_area
    WHERE id IN (SELECT unnest(lineage) FROM around) ORDER BY rank DESC, code
"""
_FIELDS = tuple(field.attname for field in Area._meta.concrete_fields)


@dataclass(frozen=True)
class Located:
    """The deepest area at a point; `ties` are all of that depth, `chain` leads to it from the top."""

    area: Area | None
    ties: list[Area] = field(default_factory=list)
    chain: list[Area] = field(default_factory=list)


class _Shapes:
    """Prepared outlines of this process by database and row, the least used dropped first.

    A row's number is given out once, even when its transaction is rolled back; an outline's version is not.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, int], BaseGeometry] = OrderedDict()
        self._lock = Lock()

    def holding(self, outlines: Mapping[int, int], lng: float, lat: float) -> set[int]:
        """Which of the areas hold the point; of each the row of its outline."""
        home = str(connection.settings_dict["NAME"])
        keys = {area: (home, row) for area, row in outlines.items()}
        with self._lock:
            missing = [area for area, key in keys.items() if key not in self._kept]
        fresh = outlines_of(missing)
        # GEOS builds a prepared shape's index at its first use, which two threads must not do at once.
        with self._lock:
            for area, ground in fresh.items():
                shapely.prepare(ground)
                self._kept[keys[area]] = ground
            known = {area: key for area, key in keys.items() if key in self._kept}
            for key in known.values():
                self._kept.move_to_end(key)
            inside = {area for area, key in known.items() if holds(self._kept[key], lng, lat)}
            while len(self._kept) > KEPT_SHAPES:
                self._kept.popitem(last=False)
        return inside


_shapes = _Shapes()


def outlines_of(areas: Sequence[int]) -> dict[int, BaseGeometry]:
    """The outlines in force of these areas."""
    if not areas:
        return {}
    rows = AreaBoundary.objects.filter(area__in=areas).order_by("area", "-version").distinct("area")
    return {pk: shape(geojson) for pk, geojson in rows.values_list("area_id", "geojson")}


def locate(lng: float, lat: float, *, within: Area | None = None) -> Located:
    """The deepest area whose outline holds the WGS-84 point, edges included; among equals the lowest code."""
    if not (isfinite(lng) and isfinite(lat) and -180 <= lng <= 180 and -90 <= lat <= 90):
        raise BadInput(fields={"lng": _("Longitude must lie within ±180 and latitude within ±90.")})
    around, known = _around(lng, lat, within)
    ties = _deepest([area for pk, area in known.items() if pk in around], around, lng, lat)
    if not ties:
        return Located(None)
    above = (getattr(ties[0], column) for column in COLUMNS)
    return Located(ties[0], ties, [known[pk] for pk in above if pk in known])


def _around(lng: float, lat: float, within: Area | None) -> tuple[dict[int, int], dict[int, Area]]:
    """Of each area whose frame holds the point the row of its outline; all of them and those above by id."""
    clause = f"AND {within.lineage_column} = {int(within.pk)}" if within else ""
    columns = ", ".join(f'"{name}"' for name in _FIELDS)
    statement = _AROUND.format(within=clause, lineage=", ".join(COLUMNS), columns=columns)
    with connection.cursor() as cursor:
        cursor.execute(statement, [lng, lat, lng, lat])
        rows = [(Area.from_db(connection.alias, _FIELDS, row[:-1]), row[-1]) for row in cursor.fetchall()]
    return {area.pk: row for area, row in rows if row is not None}, {area.pk: area for area, _row in rows}


def _deepest(areas: Sequence[Area], outlines: Mapping[int, int], lng: float, lat: float) -> list[Area]:
    for _rank, group in groupby(areas, key=lambda area: area.rank):
        alike = list(group)
        inside = _shapes.holding({area.pk: outlines[area.pk] for area in alike}, lng, lat)
        if inside:
            return [area for area in alike if area.pk in inside]
    return []


def finder(*, within: Area | None = None, rank: Rank | None = None, above: Rank | None = None) -> Finder[int]:
    """All outlines in force, in memory, for imports and measurements of many points."""
    areas = Area.objects.filter(valid_to=None, bbox__isnull=False)
    if within is not None:
        areas = areas.filter(**{within.lineage_column: within.pk})
    if rank is not None:
        areas = areas.filter(rank=rank)
    if above is not None:
        areas = areas.filter(rank__lt=above)
    rows = list(areas.values_list("pk", "rank", "code"))
    outlines = outlines_of([pk for pk, _, _ in rows])
    return Finder(Shape(pk, Rank(each), code, outlines[pk]) for pk, each, code in rows if pk in outlines)


def locate_many(
    points: Sequence[tuple[float, float]], *, within: Area | None = None, rank: Rank | None = None
) -> list[list[int]]:
    """For each point the ids of the deepest areas, the chosen one first; empty where there is none."""
    return finder(within=within, rank=rank).find_many(points)


def nearest_building(lng: float, lat: float, *, metres: float = NEAR_METRES) -> Building | None:
    """The building at or nearest to a point, within so many metres."""
    north = metres / METRES_A_DEGREE
    east = north / max(cos(radians(lat)), 0.01)
    around = f"(({lng + east!r},{lat + north!r}),({lng - east!r},{lat - north!r}))"
    near = Building.objects.filter(valid_to=None).extra(
        where=["places_building.bbox && %s::box"],
        params=[around],
    )
    flat = cos(radians(lat))
    dot = shapely.Point(lng * flat, lat)
    best: tuple[float, int, Building] | None = None
    for building in near:
        away = _flat(building, flat).distance(dot) * METRES_A_DEGREE
        if away <= metres and (best is None or (away, building.pk) < best[:2]):
            best = (away, building.pk, building)
    return best[2] if best else None


def _flat(building: Building, flat: float) -> BaseGeometry:
    """The building's outline (or its point) with degrees of longitude shrunk to those of latitude."""
    if building.footprint is not None:
        return shapely.transform(shape(building.footprint), lambda each: each * (flat, 1.0))
    return shapely.Point((building.lng or 0.0) * flat, building.lat or 0.0)
