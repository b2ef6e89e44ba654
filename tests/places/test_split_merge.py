"""Grids split and merge: what lies in them follows, the old rows stay, shares add up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.lib.errors import BadInput, NotAllowed, WrongState
from mulin.places.actions.create_area import NewArea
from mulin.places.actions.create_building import create_building
from mulin.places.actions.create_compound import create_compound
from mulin.places.actions.merge import merge
from mulin.places.actions.split import shares, split
from mulin.places.kinds import Rank
from mulin.places.models import Area, Building, Household
from mulin.places.queries import locate, successor_of, successors
from mulin.trail.models import Event
from tests.places.ground import OWNER, Manager, area, square, town


def halves() -> list[NewArea]:
    return [
        NewArea(name="南网格", rank=Rank.GRID, boundary=square(10, 10, 1, 0.5), households=100),
        NewArea(name="北网格", rank=Rank.GRID, boundary=square(10, 10.5, 1, 0.5), households=200),
    ]


@pytest.mark.django_db
def test_a_split_hands_over_all_that_lies_inside() -> None:
    there = town()
    micro = area(there.grid, Rank.MICRO_GRID, "北微网格", boundary=square(10, 10.6, 0.2))
    compound = create_compound(there.community, name="东湖花园", grids=[there.grid], by=OWNER)
    doors = {"1单元": ["101"]}
    for name, lat in (("1号楼", 10.1), ("2号楼", 10.9)):
        create_building(
            there.grid, name=name, lng=10.5, lat=lat, compound=compound, entrances=doors, by=OWNER
        )
    create_building(there.grid, name="3号楼", by=OWNER)
    shared = create_compound(there.community, name="北苑", grids=[there.grid], by=OWNER)
    create_building(micro, name="4号楼", compound=shared, by=OWNER)
    south, north = split(there.grid, parts=halves(), by=OWNER)
    there.grid.refresh_from_db()
    micro.refresh_from_db()
    assert there.grid.valid_to is not None
    assert (micro.parent, micro.grid_id) == (north, north.pk)
    where = dict(Building.objects.values_list("name", "area_id"))
    assert where == {"1号楼": south.pk, "2号楼": north.pk, "3号楼": south.pk, "4号楼": micro.pk}
    assert set(Household.objects.values_list("grid_id", flat=True)) == {south.pk, north.pk}
    assert set(compound.grids.all()) == {south, north}
    assert set(shared.grids.all()) == {north}
    assert [(each.area, each.share) for each in successors(there.grid)] == [
        (south, Decimal("0.33334")),
        (north, Decimal("0.66666")),
    ]
    assert locate(10.5, 10.2).area == south
    event = Event.objects.get(verb="area.split")
    assert event.data == {"into": [south.pk, north.pk], "strays": 1}
    with pytest.raises(WrongState):
        split(there.grid, parts=halves(), by=OWNER)


@pytest.mark.django_db
def test_a_split_is_refused_to_strangers_and_needs_two_parts() -> None:
    there = town()
    with pytest.raises(NotAllowed):
        split(there.grid, parts=halves(), by=Manager(there.other_street))
    with pytest.raises(BadInput):
        split(there.grid, parts=halves()[:1], by=OWNER)
    assert Area.objects.filter(rank=Rank.GRID, valid_to=None).count() == 2


@pytest.mark.django_db
def test_a_merge_takes_over_all_and_joins_the_outlines() -> None:
    there = town()
    for grid in (there.grid, there.second_grid):
        create_building(grid, name="楼", by=OWNER)
    made = merge([there.grid, there.second_grid], new=NewArea(name="大网格", rank=Rank.GRID), by=OWNER)
    assert made.code == "370999001001003"
    assert made.households == 400
    assert sorted(made.buildings.values_list("number", flat=True)) == ["00001", "00002"]
    assert locate(11.0, 10.5).ties == [made]
    assert [each.area for each in successors(there.grid)] == [made]
    assert Event.objects.filter(verb="area.merged").count() == 2
    with pytest.raises(WrongState):
        merge([there.grid, there.second_grid], new=NewArea(name="再", rank=Rank.GRID), by=OWNER)


@pytest.mark.django_db
def test_only_neighbours_of_one_parent_merge() -> None:
    there = town()
    with pytest.raises(BadInput):
        merge([there.grid, there.street], new=NewArea(name="不可", rank=Rank.GRID), by=OWNER)
    with pytest.raises(BadInput):
        merge([there.grid], new=NewArea(name="不可", rank=Rank.GRID), by=OWNER)


@pytest.mark.django_db
def test_successors_are_followed_through_several_changes() -> None:
    there = town()
    south, north = split(there.grid, parts=halves(), by=OWNER)
    made = merge([north, there.second_grid], new=NewArea(name="新", rank=Rank.GRID), by=OWNER)
    assert {each.area: each.share for each in successors(there.grid)} == {
        south: Decimal("0.33334"),
        made: Decimal("0.66666"),
    }
    assert [each.area for each in successors(south)] == [south]
    assert successor_of(there.grid) == made
    assert successor_of(there.grid, [each.pk for each in locate(10.5, 10.2).ties]) == south
    assert successor_of(south) == south


@given(st.lists(st.integers(min_value=0, max_value=5000), min_size=2, max_size=40))
def test_shares_always_add_up_to_one(households: list[int]) -> None:
    found = shares([Area(households=each) for each in households])
    assert sum(found) == 1
    assert all(0 <= each <= 1 for each in found)
