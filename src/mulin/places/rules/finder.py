"""Finding, for many points at once, the deepest shapes that hold each."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mulin.places.kinds import Rank

MOST_CORNERS = 500
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Shape(Generic[Key]):
    """Whose outline it is; `code` decides among equals."""

    key: Key
    rank: Rank
    code: str
    outline: BaseGeometry


def holds(outline: BaseGeometry, lng: float, lat: float) -> bool:
    """Whether the point lies in the shape or on its edge; the outline should be prepared."""
    return bool(shapely.intersects_xy(outline, lng, lat))


class Finder(Generic[Key]):
    """Shapes in memory; edges are inside, the deepest rank wins, ties are told in order of code."""

    def __init__(self, shapes: Iterable[Shape[Key]]) -> None:
        ordered = sorted(shapes, key=lambda shape: (-shape.rank, shape.code))
        self._ranks = [list(group) for _, group in groupby(ordered, key=lambda shape: shape.rank)]

    def find_many(self, points: Sequence[tuple[float, float]]) -> list[list[Key]]:
        """The keys of the deepest shapes at each point; an empty list where there is none."""
        found: list[list[Key]] = [[] for _ in points]
        if not points:
            return found
        dots = np.asarray(shapely.points(np.asarray(points, dtype=float)))
        open_at = np.arange(len(dots))
        for shapes in self._ranks:
            # A tree of the points, since GEOS prepares the query side: here the polygons.
            tree = shapely.STRtree(dots[open_at])
            hits = tree.query([shape.outline for shape in shapes], predicate="intersects")
            for shape_at, dot_at in hits.T:
                found[open_at[dot_at]].append(shapes[shape_at].key)
            open_at = np.array([at for at in open_at if not found[at]], dtype=int)
            if not len(open_at):
                break
        return found

    def find(self, lng: float, lat: float) -> list[Key]:
        return self.find_many([(lng, lat)])[0]

    def around(self, ground: BaseGeometry, inner: tuple[float, float]) -> Key | None:
        """The deepest shape that holds a smaller one: by its inner point, else by most of its corners."""
        corners = [(float(x), float(y)) for x, y in shapely.get_coordinates(ground)[:MOST_CORNERS]]
        for points in ([inner], corners):
            counted = Counter(keys[0] for keys in self.find_many(points) if keys)
            if counted:
                return counted.most_common(1)[0][0]
        return None
