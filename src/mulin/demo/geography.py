"""The town's places: areas with boundaries that partition the ground, and every door in them."""

from collections.abc import Sequence
from functools import cache
from random import Random
from typing import cast

import shapely
from shapely.geometry import MultiPolygon, Polygon, mapping

from mulin.demo.ground import Leaf, micro_grids
from mulin.demo.homes import build_homes
from mulin.demo.names import CITY, COMMUNITIES, DISTRICT, PROVINCE, STREETS, CommunityNames
from mulin.demo.plan import AreaPlan, CompoundPlan, Geography

Faces = dict[str, Polygon | MultiPolygon]
FIRMS = {1: "ORG-PM-ANJU", 2: "ORG-PM-LINSHUI"}


def geojson(shape: Polygon | MultiPolygon) -> dict[str, object]:
    multi = shape if isinstance(shape, MultiPolygon) else MultiPolygon([shape])
    return {"type": "MultiPolygon", "coordinates": mapping(multi)["coordinates"]}


def planned(
    code: str, name: str, rank: int, parent: str | None, shape: Polygon | MultiPolygon, kind: str = "division"
) -> AreaPlan:
    spot = shape.representative_point()
    return AreaPlan(code, name, rank, parent, kind, geojson(shape), (round(spot.x, 6), round(spot.y, 6)))


def whole(leaves: Sequence[Leaf]) -> Polygon | MultiPolygon:
    return cast("Polygon | MultiPolygon", shapely.coverage_union_all([leaf.face for leaf in leaves]))


def grid_code(community: CommunityNames, grid: int) -> str:
    return f"{community.code}{grid:03d}"


def grid_areas(community: CommunityNames, grid: int, leaves: Sequence[Leaf]) -> list[AreaPlan]:
    """A grid and its micro-grids."""
    code = grid_code(community, grid)
    dedicated = community.dedicated is not None and community.dedicated[0] == grid
    name, kind = f"{community.name}第{grid}网格", "basic"
    if dedicated and community.dedicated:
        name, kind = f"{community.dedicated[1]}专属网格", "dedicated"
    made = [planned(code, name, 6, community.code, whole(leaves), kind)]
    for leaf in leaves:
        number = leaf.path[3]
        label = f"{name}第{number}微网格" if dedicated else f"{community.name}{grid}-{number}微网格"
        made.append(planned(f"{code}{number:02d}", label, 7, code, leaf.face, kind))
    return made


def adjacent_pairs(faces: dict[int, Polygon | MultiPolygon], wanted: int) -> list[tuple[int, int]]:
    """Pairs of neighbouring grids that share a compound, taken in order of number."""
    pairs: list[tuple[int, int]] = []
    free = sorted(faces)
    for a in list(free):
        near = [b for b in free if b > a and faces[a].intersection(faces[b]).length > 0]
        if a in free and near and len(pairs) < wanted:
            b = max(near, key=lambda n: (faces[a].intersection(faces[n]).length, -n))
            pairs.append((a, b))
            free = [g for g in free if g not in (a, b)]
    return pairs


def compounds_of(
    street: int, community: CommunityNames, faces: dict[int, Polygon | MultiPolygon]
) -> list[CompoundPlan]:
    pairs = adjacent_pairs(faces, len(community.shared))
    alone = [g for g in sorted(faces) if not any(g in pair for pair in pairs)]
    held: list[tuple[tuple[str, str], tuple[int, ...]]] = [
        *zip(community.shared, pairs, strict=True),
        *((names, (grid,)) for names, grid in zip(community.single, alone, strict=True)),
        *((names, (grid,)) for names, grid in zip(community.small, alone[-1:], strict=True)),
    ]
    made = []
    for number, ((name, address), grids) in enumerate(held, 1):
        spot = shapely.unary_union([faces[g] for g in grids]).representative_point()
        firm = "" if (name, address) in community.small else FIRMS[street]
        codes = tuple(grid_code(community, g) for g in grids)
        point = (round(spot.x, 6), round(spot.y, 6))
        made.append(CompoundPlan(f"{community.code}X{number:02d}", name, address, codes, firm, point))
    return made


def micro_compounds(community: CommunityNames, compounds: Sequence[CompoundPlan]) -> dict[str, CompoundPlan]:
    """Which compound the buildings of a micro-grid belong to."""
    small = {name for name, _ in community.small}
    owner: dict[str, CompoundPlan] = {}
    for compound in sorted(compounds, key=lambda c: c.name in small):
        for grid in compound.grids:
            numbers = (3, 4) if compound.name in small else (1, 2, 3, 4)
            owner |= {f"{grid}{number:02d}": compound for number in numbers}
    return owner


@cache
def geography() -> Geography:
    """The same town each time."""
    leaves = micro_grids()
    areas = [
        AreaPlan(*PROVINCE, 1, None, "division", None, (116.295, 37.869)),
        AreaPlan(*CITY, 2, PROVINCE[0], "division", None, (116.295, 37.869)),
        planned(*DISTRICT, 3, CITY[0], whole(leaves)),
    ]
    compounds: list[CompoundPlan] = []
    owner: dict[str, CompoundPlan] = {}
    for number, (code, name) in enumerate(STREETS, 1):
        areas.append(planned(code, name, 4, DISTRICT[0], whole([x for x in leaves if x.path[0] == number])))
    for (street, number), community in COMMUNITIES.items():
        mine = [x for x in leaves if x.path[:2] == (street, number)]
        areas.append(planned(community.code, community.name, 5, STREETS[street - 1][0], whole(mine)))
        faces: dict[int, Polygon | MultiPolygon] = {}
        for grid in range(1, 9):
            inside = [x for x in mine if x.path[2] == grid]
            areas += grid_areas(community, grid, inside)
            if not community.dedicated or community.dedicated[0] != grid:
                faces[grid] = whole(inside)
        local = compounds_of(street, community, faces)
        compounds += local
        owner |= micro_compounds(community, local)
    homes = build_homes({f"{_code(x)}": x.face for x in leaves}, owner, Random("homes"))
    return Geography(tuple(areas), tuple(compounds), *homes)


def _code(leaf: Leaf) -> str:
    street, community, grid, micro = leaf.path
    return f"{grid_code(COMMUNITIES[(street, community)], grid)}{micro:02d}"
