"""Outlines for maps and the report of what does not fit."""

import pytest

from mulin.lib.errors import BadInput, NotAllowed
from mulin.places.actions.create_building import add_doors, create_building
from mulin.places.actions.create_compound import create_compound, set_grids
from mulin.places.actions.set_boundary import set_boundary
from mulin.places.kinds import Rank
from mulin.places.queries import boundary_report, outlines
from tests.places.ground import OWNER, Manager, square, town

pytestmark = pytest.mark.django_db


def test_a_clean_cut_is_reported_clean() -> None:
    there = town()
    report = boundary_report(there.community)
    assert report.clean
    assert report.figures()["areas"] == 2


def test_overlap_gap_and_overhang_are_measured_and_drawn() -> None:
    there = town()
    set_boundary(there.second_grid, boundary=square(10.9, 10, 1, 0.5), by=OWNER)
    set_boundary(there.grid, boundary=square(10, 9.9, 1), by=OWNER)
    report = boundary_report(there.community)
    figures = report.figures()
    assert (figures["overlaps"], figures["gaps"], figures["outside"]) == (1, 1, 1)
    assert figures["overlap_m2"] > 1_000_000
    faults = {each["properties"]["fault"] for each in report.faults["features"]}
    assert faults == {"gap", "overlap", "outside"}
    missing = boundary_report(there.district)
    assert sorted(missing.without_outline) == ["370999001", "370999002"]


def test_map_outlines_keep_common_edges_and_fresh_names() -> None:
    there = town()
    drawn = outlines(there.district, Rank.GRID, tolerance=1000)
    assert [each["properties"]["code"] for each in drawn["features"]] == [
        there.grid.code,
        there.second_grid.code,
    ]
    type(there.grid).objects.filter(pk=there.grid.pk).update(name="新名")
    assert outlines(there.district, Rank.GRID, tolerance=1000)["features"][0]["properties"]["name"] == "新名"
    assert len(outlines(there.community)["features"]) == 2


def test_buildings_are_numbered_in_their_grid() -> None:
    there = town()
    first = create_building(there.grid, name="1号楼", by=OWNER)
    assert (first.number, create_building(there.grid, name="2号楼", by=OWNER).number) == ("00001", "00002")
    for number in ("00001", "00000", "7"):
        with pytest.raises(BadInput):
            create_building(there.grid, name="楼", number=number, by=OWNER)
    with pytest.raises(NotAllowed):
        create_building(there.grid, name="楼", by=Manager(there.other_street))
    add_doors(first, {"1单元": ["101", "102"]})
    add_doors(first, {"1单元": ["102", "103"]})
    entrance = first.entrances.get()
    assert entrance.households.count() == 3
    assert len(entrance.card_code) >= 16


def test_compounds_are_shared_by_grids() -> None:
    there = town()
    compound = create_compound(there.community, name="东湖花园", grids=[there.grid], by=OWNER)
    set_grids(compound, grids=[there.second_grid], by=OWNER)
    set_grids(compound, grids=[there.second_grid], by=OWNER)
    assert list(compound.grids.all()) == [there.second_grid]
    with pytest.raises(BadInput):
        create_compound(there.community, name="另", code=compound.code, by=OWNER)
    with pytest.raises(NotAllowed):
        create_compound(there.community, name="另", by=Manager(there.other_street))
