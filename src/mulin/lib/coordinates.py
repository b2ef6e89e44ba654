"""Conversion between WGS-84 and the shifted systems of domestic maps, GCJ-02 and BD-09."""

from math import atan2, cos, hypot, pi, sin, sqrt
from typing import Literal, get_args

from django.utils.translation import gettext_lazy as _

from mulin.lib.errors import BadInput

Crs = Literal["wgs84", "gcj02", "bd09"]
SYSTEMS: tuple[str, ...] = get_args(Crs)
AXIS = 6378245.0
ECCENTRICITY = 0.00669342162296594323
BAIDU = pi * 3000.0 / 180.0
# Outside this box the shift is not applied by domestic maps.
WEST, SOUTH, EAST, NORTH = 72.004, 0.8293, 137.8347, 55.8271
CLOSE_ENOUGH = 1e-9
ROUNDS = 30


def to_wgs84(lng: float, lat: float, crs: str) -> tuple[float, float]:
    """(lng, lat) in WGS-84, exact to well under a metre (iterated inverse)."""
    _check(lng, lat, crs)
    if crs == "bd09":
        lng, lat = _baidu_to_gcj(lng, lat)
    return (lng, lat) if crs == "wgs84" else _unshifted(lng, lat)


def from_wgs84(lng: float, lat: float, crs: str) -> tuple[float, float]:
    _check(lng, lat, crs)
    if crs == "wgs84":
        return lng, lat
    lng, lat = _shifted(lng, lat)
    return _gcj_to_baidu(lng, lat) if crs == "bd09" else (lng, lat)


def _check(lng: float, lat: float, crs: str) -> None:
    if crs not in SYSTEMS:
        raise BadInput(fields={"crs": _("Unknown coordinate system; use wgs84, gcj02 or bd09.")})
    if not (-180 <= lng <= 180 and -90 <= lat <= 90):
        raise BadInput(
            fields={"lng": _("Longitude must lie within ±180 and latitude within ±90; are the two swapped?")}
        )


def _shifted(lng: float, lat: float) -> tuple[float, float]:
    if not (WEST <= lng <= EAST and SOUTH <= lat <= NORTH):
        return lng, lat
    x, y = lng - 105.0, lat - 35.0
    radians = lat / 180.0 * pi
    magic = 1 - ECCENTRICITY * sin(radians) ** 2
    d_lat = _lat_shift(x, y) * 180.0 / ((AXIS * (1 - ECCENTRICITY)) / (magic * sqrt(magic)) * pi)
    d_lng = _lng_shift(x, y) * 180.0 / (AXIS / sqrt(magic) * cos(radians) * pi)
    return lng + d_lng, lat + d_lat


def _unshifted(lng: float, lat: float) -> tuple[float, float]:
    guess = lng, lat
    for _round in range(ROUNDS):
        there = _shifted(*guess)
        off = there[0] - lng, there[1] - lat
        guess = guess[0] - off[0], guess[1] - off[1]
        if abs(off[0]) < CLOSE_ENOUGH and abs(off[1]) < CLOSE_ENOUGH:
            break
    return guess


def _lat_shift(x: float, y: float) -> float:
    shift = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    shift += (20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)) * 2.0 / 3.0
    shift += (20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
    return shift + (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y * pi / 30.0)) * 2.0 / 3.0


def _lng_shift(x: float, y: float) -> float:
    shift = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    shift += (20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)) * 2.0 / 3.0
    shift += (20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
    return shift + (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0


def _gcj_to_baidu(lng: float, lat: float) -> tuple[float, float]:
    z = hypot(lng, lat) + 0.00002 * sin(lat * BAIDU)
    theta = atan2(lat, lng) + 0.000003 * cos(lng * BAIDU)
    return z * cos(theta) + 0.0065, z * sin(theta) + 0.006


def _baidu_to_gcj(lng: float, lat: float) -> tuple[float, float]:
    """Iterated, since the published inverse formula is off by up to a metre."""
    guess = lng - 0.0065, lat - 0.006
    for _round in range(ROUNDS):
        there = _gcj_to_baidu(*guess)
        off = there[0] - lng, there[1] - lat
        guess = guess[0] - off[0], guess[1] - off[1]
        if abs(off[0]) < CLOSE_ENOUGH and abs(off[1]) < CLOSE_ENOUGH:
            break
    return guess
