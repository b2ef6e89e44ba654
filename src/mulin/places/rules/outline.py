"""A delivered boundary turned into what is stored: WGS-84, checked, measured."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from shapely.geometry import MultiPolygon
from shapely.geometry import shape as from_geojson

from mulin.lib.coordinates import to_wgs84
from mulin.lib.errors import BadInput
from mulin.lib.geometry import area_m2, bbox, parse_multipolygon, representative_point, to_geojson

SAME_GROUND = 1e-6


@dataclass(frozen=True)
class Outline:
    """A checked boundary with its measures."""

    shape: MultiPolygon
    geojson: dict[str, Any]
    bbox: tuple[float, float, float, float]
    lng: float
    lat: float
    area_m2: float
    mended: bool = False


def outline_of(geojson: object, crs: str = "wgs84", *, mend: bool = False) -> Outline:
    """The outline of a GeoJSON boundary given in that coordinate system; BadInput names what to mend.

    An outline that merely touches itself encloses the same ground when mended, so it is mended unasked;
    one that crosses itself is ambiguous and refused, unless `mend`.
    """
    try:
        return measured(in_wgs84(parse_multipolygon(geojson), crs))
    except BadInput:
        mended = parse_multipolygon(geojson, mend=True)
        if not mend and not _same_ground(geojson, mended):
            raise
        return replace(measured(in_wgs84(mended, crs)), mended=True)


def _same_ground(geojson: object, mended: MultiPolygon) -> bool:
    given = geojson.get("geometry", geojson) if isinstance(geojson, dict) else None
    return given is not None and abs(from_geojson(given).area - mended.area) <= SAME_GROUND * mended.area


def measured(ground: MultiPolygon) -> Outline:
    lng, lat = representative_point(ground)
    return Outline(ground, to_geojson(ground), bbox(ground), lng, lat, area_m2(ground))


def in_wgs84(shape: MultiPolygon, crs: str) -> MultiPolygon:
    if crs == "wgs84":
        return shape

    def moved(points: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
        return np.array([to_wgs84(lng, lat, crs) for lng, lat in points])

    return MultiPolygon(shapely.transform(shape, moved))
