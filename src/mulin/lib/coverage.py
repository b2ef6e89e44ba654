"""How a set of shapes covers its ground: overlaps, gaps and what lies outside, over one index."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import shapely
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from mulin.lib.measure import area_m2, as_multipolygon, representative_point

LEAST_M2 = 1.0


@dataclass(frozen=True)
class Overlap:
    one: Hashable
    other: Hashable
    area_m2: float
    at: tuple[float, float]


@dataclass(frozen=True)
class Gap:
    area_m2: float
    at: tuple[float, float]
    shape: MultiPolygon = field(repr=False, compare=False)


@dataclass(frozen=True)
class Outside:
    key: Hashable
    area_m2: float
    at: tuple[float, float]


@dataclass(frozen=True)
class Coverage:
    """What was found, each list largest first; `clean` when the shapes partition the ground."""

    overlaps: tuple[Overlap, ...]
    gaps: tuple[Gap, ...]
    outside: tuple[Outside, ...]

    @property
    def clean(self) -> bool:
        return not (self.overlaps or self.gaps or self.outside)


def overlaps_and_gaps(
    shapes: Mapping[Any, MultiPolygon] | Sequence[tuple[Any, MultiPolygon]],
    parent: MultiPolygon | None = None,
    *,
    least_m2: float = LEAST_M2,
) -> Coverage:
    """Pairs that share ground, ground of the parent in no shape, and ground outside the parent.

    Without a parent, gaps are the holes inside the union. Slivers under `least_m2` are not told.
    """
    pairs = list(shapes.items() if isinstance(shapes, Mapping) else shapes)
    keys = [key for key, _shape in pairs]
    grounds = [shape for _key, shape in pairs]
    overlaps = sorted(_overlaps(keys, grounds, least_m2), key=lambda found: -found.area_m2)
    union = shapely.union_all(grounds) if grounds else MultiPolygon()
    missing = shapely.difference(parent, union) if parent else _holes(union)
    gaps = sorted(_gaps(missing, least_m2), key=lambda found: -found.area_m2)
    outside: list[Outside] = []
    if parent:
        outside = sorted(_outside(keys, grounds, parent, least_m2), key=lambda found: -found.area_m2)
    return Coverage(tuple(overlaps), tuple(gaps), tuple(outside))


def _overlaps(keys: list[Hashable], grounds: list[MultiPolygon], least_m2: float) -> Iterator[Overlap]:
    if len(grounds) < 2:
        return
    shapely.prepare(grounds)
    tree = shapely.STRtree(grounds)
    left, right = tree.query(grounds, predicate="intersects")
    ordered = left < right
    left, right = left[ordered], right[ordered]
    # Neighbours that only touch are dropped before the costly intersection.
    touching = shapely.touches([grounds[i] for i in left], [grounds[i] for i in right])
    for one, other, touch in zip(left, right, touching, strict=True):
        if touch:
            continue
        shared = as_multipolygon(shapely.intersection(grounds[one], grounds[other]))
        area = area_m2(shared)
        if area >= least_m2:
            yield Overlap(keys[one], keys[other], area, representative_point(shared))


def _gaps(missing: BaseGeometry, least_m2: float) -> Iterator[Gap]:
    for part in as_multipolygon(missing).geoms:
        area = area_m2(part)
        if area >= least_m2:
            yield Gap(area, representative_point(part), MultiPolygon([part]))


def _outside(
    keys: list[Hashable], grounds: list[MultiPolygon], parent: MultiPolygon, least_m2: float
) -> Iterator[Outside]:
    shapely.prepare(parent)
    inside = shapely.covered_by(grounds, parent)
    for key, ground, within in zip(keys, grounds, inside, strict=True):
        if within:
            continue
        beyond = as_multipolygon(shapely.difference(ground, parent))
        area = area_m2(beyond)
        if area >= least_m2:
            yield Outside(key, area, representative_point(beyond))


def _holes(union: BaseGeometry) -> MultiPolygon:
    parts = as_multipolygon(union).geoms
    return MultiPolygon([shapely.Polygon(ring) for part in parts for ring in part.interiors])
