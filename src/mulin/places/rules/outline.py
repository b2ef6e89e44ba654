"""A delivered boundary turned into what is stored: WGS-84, checked, measured."""

from dataclasses import dataclass
from typing import Any

import numpy
import shapely
from shapely.geometry import MultiPolygon

from mulin.lib.coordinates import to_wgs84
from mulin.lib.geometry import area_m2, bbox, parse_multipolygon, representative_point, to_geojson


@dataclass(frozen=True)
class Outline:
    """A checked boundary with its measures."""

    shape: MultiPolygon
    geojson: dict[str, Any]
    bbox: tuple[float, float, float, float]
    lng: float
    lat: float
    area_m2: float


def outline_of(geojson: object, crs: str = "wgs84", *, mend: bool = False) -> Outline:
    """The outline of a GeoJSON boundary given in that coordinate system; BadInput names what to mend."""
    return measured(in_wgs84(parse_multipolygon(geojson, mend=mend), crs))


def measured(shape: MultiPolygon) -> Outline:
    lng, lat = representative_point(shape)
    return Outline(shape, to_geojson(shape), bbox(shape), lng, lat, area_m2(shape))


def in_wgs84(shape: MultiPolygon, crs: str) -> MultiPolygon:
    if crs == "wgs84":
        return shape

    def moved(points: "numpy.ndarray[Any, Any]") -> "numpy.ndarray[Any, Any]":
        return numpy.array([to_wgs84(lng, lat, crs) for lng, lat in points])

    return MultiPolygon(shapely.transform(shape, moved))
