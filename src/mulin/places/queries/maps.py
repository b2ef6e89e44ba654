"""Outlines for maps, and what is wrong with them."""

from collections import OrderedDict
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock
from typing import Any

import shapely
from django.db import connection
from django.db.models import QuerySet
from shapely.geometry.base import BaseGeometry

from mulin.lib.geometry import Coverage, as_multipolygon, overlaps_and_gaps, to_geojson
from mulin.places.kinds import Rank
from mulin.places.models import Area
from mulin.places.queries.points import outlines_of
from mulin.places.queries.tree import children, subtree

METRES_A_DEGREE = 111_320.0
KEPT_MAPS = 64
MAP_DIGITS = 6

GeoJSON = dict[str, Any]


class _Maps:
    """Simplified outlines of this process by what they were made from; names are read afresh each time."""

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, dict[int, GeoJSON]] = OrderedDict()
        self._lock = Lock()

    def of(self, versions: list[tuple[int, int]], tolerance: float) -> dict[int, GeoJSON]:
        home = connection.settings_dict["NAME"]
        key = blake2b(repr((home, versions, tolerance)).encode(), digest_size=16).digest()
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = _rough(outlines_of([pk for pk, _ in versions]), tolerance)
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > KEPT_MAPS:
                self._kept.popitem(last=False)
        return made


_maps = _Maps()


def outlines(area: Area | None, rank: Rank | None = None, tolerance: float = 10.0) -> GeoJSON:
    """The outlines of an area's descendants of a rank (or its children), rough to `tolerance` metres.

    Feature properties: id, code, name, rank. Neighbours keep common edges however rough they get.
    """
    rows = list(
        _shown(area, rank)
        .filter(shape_version__gt=0)
        .values_list("pk", "code", "name", "rank", "shape_version")
    )
    shapes = _maps.of([(row[0], row[4]) for row in rows], tolerance)
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": pk,
                "geometry": shapes[pk],
                "properties": {"id": pk, "code": code, "name": name, "rank": each},
            }
            for pk, code, name, each, _version in rows
            if pk in shapes
        ],
    }


def _shown(area: Area | None, rank: Rank | None) -> QuerySet[Area]:
    if rank is None or area is None:
        return children(area).order_by("code")
    return subtree(area).filter(rank=rank).order_by("code")


def _rough(shapes: dict[int, BaseGeometry], tolerance: float) -> dict[int, GeoJSON]:
    ids, grounds = list(shapes), list(shapes.values())
    if tolerance > 0 and grounds:
        degrees = tolerance / METRES_A_DEGREE
        if shapely.coverage_is_valid(grounds):
            grounds = list(shapely.coverage_simplify(grounds, degrees))
        else:
            grounds = list(shapely.simplify(grounds, degrees))
    drawn = zip(ids, grounds, strict=True)
    return {
        pk: to_geojson(as_multipolygon(ground if not ground.is_empty else shapes[pk]), MAP_DIGITS)
        for pk, ground in drawn
    }


@dataclass(frozen=True)
class BoundaryReport:
    """How the areas below one cover its ground; `faults` draws each overlap, gap and piece outside."""

    areas: int
    without_outline: list[str]
    coverage: Coverage
    faults: GeoJSON

    @property
    def clean(self) -> bool:
        return self.coverage.clean and not self.without_outline

    def figures(self) -> dict[str, Any]:
        found = self.coverage
        return {
            "areas": self.areas,
            "without_outline": len(self.without_outline),
            "overlaps": len(found.overlaps),
            "overlap_m2": round(sum(each.area_m2 for each in found.overlaps), 1),
            "gaps": len(found.gaps),
            "gap_m2": round(sum(each.area_m2 for each in found.gaps), 1),
            "outside": len(found.outside),
            "outside_m2": round(sum(each.area_m2 for each in found.outside), 1),
        }


def boundary_report(parent: Area | None, *, least_m2: float = 1.0) -> BoundaryReport:
    """Overlaps, gaps and overhangs of the areas directly below one, slivers under `least_m2` left out."""
    below = list(children(parent))
    grounds = {pk: as_multipolygon(ground) for pk, ground in outlines_of([each.pk for each in below]).items()}
    own = outlines_of([parent.pk]).get(parent.pk) if parent else None
    codes = {each.pk: each.code for each in below}
    coverage = overlaps_and_gaps(
        {codes[pk]: ground for pk, ground in grounds.items()},
        as_multipolygon(own) if own is not None else None,
        least_m2=least_m2,
    )
    bare = [each.code for each in below if each.pk not in grounds]
    return BoundaryReport(len(below), bare, coverage, _drawn(coverage))


def _drawn(coverage: Coverage) -> GeoJSON:
    gaps = [_feature("gap", gap.area_m2, to_geojson(gap.shape, MAP_DIGITS), []) for gap in coverage.gaps]
    overlaps = [
        _feature("overlap", overlap.area_m2, _dot(overlap.at), [overlap.one, overlap.other])
        for overlap in coverage.overlaps
    ]
    outside = [_feature("outside", piece.area_m2, _dot(piece.at), [piece.key]) for piece in coverage.outside]
    return {"type": "FeatureCollection", "features": [*gaps, *overlaps, *outside]}


def _dot(at: tuple[float, float]) -> GeoJSON:
    return {"type": "Point", "coordinates": list(at)}


def _feature(fault: str, area_m2: float, geometry: GeoJSON, codes: list[Any]) -> GeoJSON:
    properties = {"fault": fault, "area_m2": round(area_m2, 1), "codes": [str(code) for code in codes]}
    return {"type": "Feature", "geometry": geometry, "properties": properties}
