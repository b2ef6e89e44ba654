"""In which order to walk: from place to the nearest one not yet gone to, danger first."""

from collections.abc import Sequence
from math import cos, radians
from typing import Protocol, TypeVar


class Placed(Protocol):
    """Something with a point, or none; `danger` is 0 for the worst."""

    @property
    def lng(self) -> float | None: ...

    @property
    def lat(self) -> float | None: ...

    @property
    def danger(self) -> int: ...


P = TypeVar("P", bound=Placed)


def walk(places: Sequence[P], calm: int) -> list[P]:
    """Those in danger in their own order, then the nearest next; what has no point comes last, in its order."""
    pressing = [one for one in places if one.danger < calm]
    rest = [one for one in places if one.danger >= calm and one.lng is not None and one.lat is not None]
    nowhere = [one for one in places if one.danger >= calm and (one.lng is None or one.lat is None)]
    way = list(pressing)
    at = next((one for one in reversed(pressing) if one.lng is not None), None)
    while rest:
        nearest = rest[0] if at is None else _nearest(at, rest)
        rest.remove(nearest)
        way.append(nearest)
        at = nearest
    return way + nowhere


def _nearest(at: P, rest: Sequence[P]) -> P:
    return min(rest, key=lambda one: _far(at, one))


def _far(one: Placed, other: Placed) -> float:
    lng, lat = (one.lng or 0) - (other.lng or 0), (one.lat or 0) - (other.lat or 0)
    return (lng * cos(radians(one.lat or 0))) ** 2 + lat**2
