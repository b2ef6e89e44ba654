"""The plan of the town holds together."""

from collections import Counter

import shapely
from shapely.geometry import MultiPolygon, Point, shape

from mulin.demo.geography import geography
from mulin.demo.plan import AreaPlan


def shape_of(area: AreaPlan) -> MultiPolygon:
    made = shape(area.boundary)
    assert isinstance(made, MultiPolygon)
    return made


def test_the_tree_has_its_sizes() -> None:
    town = geography()
    assert [len(town.ranked(rank)) for rank in range(1, 8)] == [1, 1, 1, 2, 5, 40, 160]
    assert len(town.households) == 3_000
    assert len({area.code for area in town.areas}) == len(town.areas)
    assert sum(area.kind == "dedicated" for area in town.ranked(6)) == 4


def test_boundaries_partition_the_ground() -> None:
    town = geography()
    district = shape_of(town.ranked(3)[0])
    assert district.is_valid
    for rank in range(4, 8):
        shapes = [shape_of(area) for area in town.ranked(rank)]
        assert all(s.is_valid and not s.is_empty for s in shapes)
        assert shapely.coverage_is_valid(shapes)
        assert shapely.unary_union(shapes).symmetric_difference(district).area < 1e-14
        assert abs(sum(s.area for s in shapes) - district.area) < 1e-12


def test_children_fill_their_parent() -> None:
    town = geography()
    by_code = {area.code: area for area in town.areas}
    for area in town.areas:
        if area.rank > 3:
            assert area.parent is not None
            assert shape_of(area).difference(shape_of(by_code[area.parent])).area < 1e-14
            assert shape_of(area).contains(Point(area.point))


def test_each_door_stands_in_its_micro_grid() -> None:
    town = geography()
    faces = {area.code: shape_of(area) for area in town.ranked(7)}
    micro_of = {b.code: b.micro_grid for b in town.buildings}
    assert all(faces[b.micro_grid].contains(Point(b.point)) for b in town.buildings)
    assert all(faces[micro_of[e.building]].contains(Point(e.point)) for e in town.entrances)
    assert all(h.micro_grid == micro_of[h.building] for h in town.households)
    assert len({h.code for h in town.households}) == 3_000
    per_micro = Counter(h.micro_grid for h in town.households)
    assert len(per_micro) == 144 and min(per_micro.values()) >= 10


def test_some_compounds_are_shared_by_two_grids() -> None:
    town = geography()
    assert sum(len(c.grids) == 2 for c in town.compounds) == 10
    compounds = {c.code: c for c in town.compounds}
    assert all(b.micro_grid[:15] in compounds[b.compound].grids for b in town.buildings)
    assert {c.firm for c in town.compounds} == {"", "ORG-PM-ANJU", "ORG-PM-LINSHUI"}


def test_the_town_is_the_same_each_time() -> None:
    again = geography.__wrapped__()
    assert again == geography()
