"""Cuts the district's ground into communities, grids and micro-grids that fit without a gap."""

import itertools
import math
from dataclasses import dataclass, field
from random import Random
from typing import cast

import shapely
from shapely.geometry import LineString, MultiLineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize

ORIGIN_LNG, ORIGIN_LAT = 116.2800, 37.8600
METRES_PER_LAT = 110_996.0
METRES_PER_LNG = 87_985.0
GRIDS_PER_COMMUNITY, MICRO_PER_GRID = 8, 4
COMMUNITIES_PER_STREET = (3, 2)

# River along the north, lake shore in the east, railway in the south-west; metres from the origin.
OUTLINE = [
    (0, 260), (40, 620), (10, 980), (90, 1360), (60, 1720), (210, 1960), (520, 2040), (830, 1985),
    (1150, 2075), (1480, 2140), (1790, 2080), (2120, 2120), (2450, 2010), (2610, 1780), (2560, 1510),
    (2690, 1240), (2640, 980), (2720, 700), (2600, 420), (2330, 260), (2010, 180), (1650, 90),
    (1290, 130), (900, 40), (520, 0), (230, 90),
]  # fmt: skip


@dataclass
class Leaf:
    """One micro-grid: its place in the tree and, after noding, its face in degrees."""

    path: tuple[int, ...]
    rough: Polygon
    face: Polygon = field(default_factory=Polygon)


def smooth(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """One round of corner cutting (Chaikin)."""
    made: list[tuple[float, float]] = []
    for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1], strict=True):
        made += [
            (ax * 0.75 + bx * 0.25, ay * 0.75 + by * 0.25),
            (ax * 0.25 + bx * 0.75, ay * 0.25 + by * 0.75),
        ]
    return made


def longest_direction(shape: Polygon) -> float:
    """Angle of the long side of the tightest rectangle round the shape."""
    tight = cast("Polygon", shape.minimum_rotated_rectangle)
    box = list(tight.exterior.coords)
    sides = [(math.dist(a, b), math.atan2(b[1] - a[1], b[0] - a[0])) for a, b in itertools.pairwise(box)]
    return max(sides[:2])[1]


def street_line(shape: Polygon, angle: float, bends: list[float], at: float) -> tuple[LineString, Polygon]:
    """A bent line across the shape at a distance along `angle`, and the ground on its far side."""
    middle, reach = shape.centroid, 4_000.0
    along, across = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))
    steps = [-reach, *(-450 + 900 * i / (len(bends) - 1) for i in range(len(bends))), reach]
    shifts = [bends[0], *bends, bends[-1]]

    def spot(step: float, shift: float) -> tuple[float, float]:
        return (
            middle.x + along[0] * (at + shift) + across[0] * step,
            middle.y + along[1] * (at + shift) + across[1] * step,
        )

    line = [spot(step, shift) for step, shift in zip(steps, shifts, strict=True)]
    return LineString(line), Polygon([*line, spot(reach, reach), spot(-reach, reach)])


def halve(shape: Polygon, share: float, rng: Random) -> tuple[Polygon, Polygon, LineString]:
    """Cut along a slightly bent street so that the first part holds `share` of the ground."""
    angle = longest_direction(shape)
    width = math.sqrt(shape.area)
    bent = min(0.05, 18 / width)
    bends = [rng.uniform(-bent, bent) * width for _ in range(7)]
    tilt = rng.uniform(-0.09, 0.09)
    for softer in (1.0, 0.5, 0.2, 0.0):
        low, high = -3_000.0, 3_000.0
        for _ in range(40):
            at = (low + high) / 2
            line, far = street_line(shape, angle + tilt * softer, [b * softer for b in bends], at)
            if shape.difference(far).area < share * shape.area:
                low = at
            else:
                high = at
        near, rest = shape.difference(far), shape.intersection(far)
        if isinstance(near, Polygon) and isinstance(rest, Polygon):
            return near, rest, line
    raise AssertionError("the ground cannot be cut here")


def pieces(crossing: BaseGeometry) -> list[LineString]:
    """The strings of a line that may leave and enter the shape again."""
    parts = crossing.geoms if isinstance(crossing, MultiLineString) else [crossing]
    return [part for part in parts if isinstance(part, LineString)]


def cut(shape: Polygon, parts: int, rng: Random, lines: list[LineString]) -> list[Polygon]:
    """Cut into that many parts of about equal size, remembering every line."""
    if parts == 1:
        return [shape]
    first = parts // 2
    share = first / parts * rng.uniform(0.92, 1.08)
    near, far, line = halve(shape, share, rng)
    inside = line.intersection(shape)
    lines += pieces(inside)
    return cut(near, first, rng, lines) + cut(far, parts - first, rng, lines)


def reading_order(shapes: list[Polygon]) -> list[Polygon]:
    """North to south in bands, west to east within a band, as grids are numbered in the field."""
    top = max(s.centroid.y for s in shapes)
    band = max(math.sqrt(sum(s.area for s in shapes) / len(shapes)), 1.0)
    return sorted(shapes, key=lambda s: (int((top - s.centroid.y) / band), s.centroid.x))


def rough_leaves(seed: str) -> tuple[list[Leaf], list[LineString]]:
    rng = Random(seed)
    ground = Polygon(smooth(smooth([(float(x), float(y)) for x, y in OUTLINE])))
    lines = [LineString(ground.exterior.coords)]
    leaves: list[Leaf] = []
    west, east, between = halve(ground, 0.4, rng)
    if west.centroid.x > east.centroid.x:
        west, east = east, west
    lines += pieces(between.intersection(ground))
    for s, (street, count) in enumerate(zip((west, east), COMMUNITIES_PER_STREET, strict=True), 1):
        for c, community in enumerate(reading_order(cut(street, count, rng, lines)), 1):
            for g, grid in enumerate(reading_order(cut(community, GRIDS_PER_COMMUNITY, rng, lines)), 1):
                for m, micro in enumerate(reading_order(cut(grid, MICRO_PER_GRID, rng, lines)), 1):
                    leaves.append(Leaf((s, c, g, m), micro))
    return leaves, lines


def to_degrees(shape: Polygon) -> Polygon:
    """Metres to WGS-84; on whole metres, so that rounding keeps neighbours' points equal."""
    return Polygon(
        [
            (round(ORIGIN_LNG + x / METRES_PER_LNG, 7), round(ORIGIN_LAT + y / METRES_PER_LAT, 7))
            for x, y in shape.exterior.coords
        ]
    )


def micro_grids(seed: str = "mulin") -> list[Leaf]:
    """The 160 faces. All lines are noded at once on whole metres: neighbours share every vertex."""
    leaves, lines = rough_leaves(seed)
    noded = shapely.unary_union(lines, grid_size=1.0)
    faces = [face for face in polygonize(noded) if face.area > 200]
    for leaf in leaves:
        spot = leaf.rough.representative_point()
        leaf.face = to_degrees(next(face for face in faces if face.contains(spot)))
    return leaves


def metres_apart(a: tuple[float, float], b: tuple[float, float]) -> float:
    return math.hypot((a[0] - b[0]) * METRES_PER_LNG, (a[1] - b[1]) * METRES_PER_LAT)


def spots_inside(face: Polygon, count: int, rng: Random) -> list[tuple[float, float]]:
    """Points well inside the face, far from one another, for buildings to stand on."""
    core = face.buffer(-14 / METRES_PER_LAT)
    ground = face if core.is_empty else core
    west, south, east, north = ground.bounds
    tried = [Point(rng.uniform(west, east), rng.uniform(south, north)) for _ in range(120)]
    inside = [(p.x, p.y) for p in tried if ground.contains(p)] or [
        (ground.representative_point().x, ground.representative_point().y)
    ]
    chosen = [inside[0]]
    while len(chosen) < count:
        chosen.append(max(inside, key=lambda p: min(metres_apart(p, q) for q in chosen)))
    return [(round(x, 7), round(y, 7)) for x, y in chosen]
