"""Measures of shapes in WGS-84 degrees: area, distance, box, an inner point, a rougher outline."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

# WGS-84 ellipsoid; areas are taken on the sphere of equal surface (authalic).
AXIS = 6378137.0
ECCENTRICITY = 0.0818191908426215
EARTH_RADIUS = 6371008.8
METRES_A_DEGREE = 111_320.0

Box = tuple[float, float, float, float]


def bbox(shape: BaseGeometry) -> Box:
    """(west, south, east, north)."""
    west, south, east, north = shape.bounds
    return west, south, east, north


def representative_point(shape: BaseGeometry) -> tuple[float, float]:
    """A point that surely lies inside, as (lng, lat)."""
    point = shape.representative_point()
    return point.x, point.y


def contains(shape: BaseGeometry, lng: float, lat: float) -> bool:
    """Whether the point lies inside or on the edge."""
    return bool(shapely.intersects_xy(shape, lng, lat))


def area_m2(shape: BaseGeometry) -> float:
    """Area in square metres of a WGS-84 shape, exact on the ellipsoid but for the bend of long edges."""
    if shape.is_empty:
        return 0.0
    return float(abs(shapely.transform(shape, _equal_area).area))


def metres_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance of two (lng, lat)."""
    lng_1, lat_1, lng_2, lat_2 = map(math.radians, (*one, *other))
    half = math.sin((lat_2 - lat_1) / 2) ** 2
    half += math.cos(lat_1) * math.cos(lat_2) * math.sin((lng_2 - lng_1) / 2) ** 2
    return 2 * EARTH_RADIUS * math.asin(math.sqrt(min(1.0, half)))


def simplified(shape: MultiPolygon, metres: float) -> MultiPolygon:
    """The shape with fewer points, for maps: topology kept, never empty."""
    rough = shape.simplify(metres / METRES_A_DEGREE, preserve_topology=True)
    kept = as_multipolygon(rough)
    return shape if kept.is_empty or not kept.is_valid else kept


def as_multipolygon(shape: BaseGeometry) -> MultiPolygon:
    """The areal parts of any geometry."""
    return MultiPolygon([part for part in _polygons(shape) if part.area > 0])


def _polygons(shape: BaseGeometry) -> Iterator[Polygon]:
    if isinstance(shape, Polygon):
        yield shape
    for part in getattr(shape, "geoms", ()):
        yield from _polygons(part)


def _equal_area(coordinates: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    lng, lat = np.radians(coordinates[:, 0]), np.radians(coordinates[:, 1])
    radius = AXIS * math.sqrt(_authalic(np.array([math.pi / 2]))[0] / 2)
    share = _authalic(lat) / _authalic(np.array([math.pi / 2]))[0]
    return np.column_stack((radius * lng, radius * share))


def _authalic(lat: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Snyder's q: the surface between equator and latitude, in units of half the axis squared."""
    e = ECCENTRICITY
    sine = np.sin(lat)
    waist = e * sine
    q: np.ndarray[Any, Any] = (1 - e * e) * (
        sine / (1 - waist**2) - np.log((1 - waist) / (1 + waist)) / (2 * e)
    )
    return q
