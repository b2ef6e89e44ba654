"""Boundaries: reading and checking GeoJSON shapes, their size, outline and look."""

import json
from typing import Any

import shapely
from django.utils.translation import gettext_lazy as _
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from mulin.lib.coverage import Coverage, overlaps_and_gaps
from mulin.lib.errors import BadInput, Text
from mulin.lib.measure import (
    area_m2,
    as_multipolygon,
    bbox,
    contains,
    metres_between,
    representative_point,
    simplified,
)

__all__ = [
    "Coverage",
    "area_m2",
    "as_multipolygon",
    "bbox",
    "contains",
    "metres_between",
    "overlaps_and_gaps",
    "parse_multipolygon",
    "representative_point",
    "simplified",
    "to_geojson",
]

MAX_POINTS = 200_000
MAX_TEXT = 32 * 1024 * 1024
Ring = list[tuple[float, float]]


def parse_multipolygon(geojson: object, *, mend: bool = False, field: str = "boundary") -> MultiPolygon:
    """A checked multi-polygon from a GeoJSON Polygon, MultiPolygon or Feature of one (text or parsed).

    A self-crossing outline is refused with its place and the mend; with `mend` it is repaired instead.
    """
    shape = _unwrapped(geojson, field)
    parts = [Polygon(rings[0], rings[1:]) for rings in _checked_parts(shape, field)]
    multi = MultiPolygon(parts)
    if not multi.is_valid:
        multi = _mended(multi, field, mend=mend)
    if multi.is_empty or multi.area == 0:
        raise _bad(field, _("The boundary encloses no ground; draw at least three different points."))
    return multi


def to_geojson(shape: BaseGeometry, digits: int = 7) -> dict[str, Any]:
    """A GeoJSON MultiPolygon with coordinates cut to `digits` (7 are about a centimetre)."""
    parts = shape.geoms if isinstance(shape, MultiPolygon) else [shape]
    return {
        "type": "MultiPolygon",
        "coordinates": [
            [
                [[round(x, digits), round(y, digits)] for x, y in ring.coords]
                for ring in (part.exterior, *part.interiors)
            ]
            for part in parts
            if isinstance(part, Polygon)
        ],
    }


def _bad(field: str, message: Text) -> BadInput:
    return BadInput(fields={field: message})


def _unwrapped(geojson: object, field: str) -> dict[str, Any]:
    shape = _parsed(geojson, field) if isinstance(geojson, str | bytes) else geojson
    if isinstance(shape, dict) and shape.get("type") == "Feature":
        shape = shape.get("geometry")
    if not isinstance(shape, dict) or shape.get("type") not in {"Polygon", "MultiPolygon"}:
        raise _bad(field, _("A boundary must be a GeoJSON Polygon or MultiPolygon."))
    return shape


def _parsed(text: str | bytes, field: str) -> object:
    if len(text) > MAX_TEXT:
        raise _bad(field, _("The boundary is too large; simplify it first."))
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _bad(field, _("The boundary is not readable JSON.")) from error


def _checked_parts(shape: dict[str, Any], field: str) -> list[list[Ring]]:
    coordinates = shape.get("coordinates")
    parts = [coordinates] if shape["type"] == "Polygon" else coordinates
    if not isinstance(parts, list | tuple) or not parts:
        raise _bad(field, _("The boundary has no coordinates."))
    points = 0
    checked: list[list[Ring]] = []
    for part in parts:
        if not isinstance(part, list | tuple) or not part:
            raise _bad(field, _("A part of the boundary has no outline."))
        rings = [_checked_ring(ring, field) for ring in part]
        points += sum(map(len, rings))
        if points > MAX_POINTS:
            raise _bad(field, _("The boundary has more than 200,000 points; simplify it first."))
        checked.append(rings)
    return checked


def _checked_ring(ring: object, field: str) -> Ring:
    if not isinstance(ring, list | tuple):
        raise _bad(field, _("Each outline must be a list of [longitude, latitude] pairs."))
    if len(ring) > MAX_POINTS:
        raise _bad(field, _("The boundary has more than 200,000 points; simplify it first."))
    line = [_checked_point(point, field) for point in ring]
    if line and line[0] != line[-1]:
        line.append(line[0])
    if len(line) < 4:
        raise _bad(field, _("An outline needs at least three different points."))
    return line


def _checked_point(point: object, field: str) -> tuple[float, float]:
    if not isinstance(point, list | tuple) or len(point) < 2:
        raise _bad(field, _("Each point must be a [longitude, latitude] pair of numbers."))
    lng, lat = point[0], point[1]
    if any(isinstance(value, bool) or not isinstance(value, int | float) for value in (lng, lat)):
        raise _bad(field, _("Each point must be a [longitude, latitude] pair of numbers."))
    if not (-180 <= lng <= 180 and -90 <= lat <= 90):
        message = _("The point %(lng)s, %(lat)s is not on earth; give degrees, longitude first.")
        raise _bad(field, message % {"lng": str(lng)[:24], "lat": str(lat)[:24]})
    return float(lng), float(lat)


def _mended(multi: MultiPolygon, field: str, *, mend: bool) -> MultiPolygon:
    if mend:
        return as_multipolygon(shapely.make_valid(multi))
    reason, _bracket, place = explain_validity(multi).partition("[")
    where = place.rstrip("]").replace(" ", ", ")
    reasons: dict[str, Text] = {
        "Self-intersection": _("The outline crosses itself"),
        "Ring Self-intersection": _("The outline touches itself"),
        "Hole lies outside shell": _("A hole lies outside its outline"),
        "Nested shells": _("One part lies inside another"),
        "Nested holes": _("One hole lies inside another"),
        "Interior is disconnected": _("Holes cut the ground in two"),
        "Duplicate Rings": _("The same outline is given twice"),
        "Too few points in geometry component": _("An outline needs at least three different points"),
    }
    message = _("%(reason)s near %(place)s. Move that point, or let it be mended by splitting there.")
    raise _bad(field, message % {"reason": reasons.get(reason, reason), "place": where})
