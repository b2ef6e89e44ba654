"""Files of areas: all or nothing, again is harmless, every refusal names its row and field."""

import gzip
import json
from pathlib import Path

import pytest

from mulin.lib.coordinates import from_wgs84
from mulin.lib.errors import BadInput, NotAllowed, NotFound
from mulin.lib.intake import Fate
from mulin.places.actions.move import move
from mulin.places.actions.renumber import renumber
from mulin.places.imports import take_areas
from mulin.places.kinds import Rank
from mulin.places.models import Area
from mulin.places.queries import area_by_code
from mulin.trail.models import Event
from tests.places.ground import OWNER, Manager, Town, square, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def there() -> Town:
    return town()


def written(folder: Path, text: str, name: str = "areas.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def drawn(folder: Path, *features: tuple[dict[str, object], dict[str, object]]) -> Path:
    collection = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": properties, "geometry": shape} for shape, properties in features
        ],
    }
    path = folder / "areas.geojson.gz"
    path.write_bytes(gzip.compress(json.dumps(collection).encode()))
    return path


def test_rows_hang_under_the_parent_that_the_file_names(there: Town, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "code,name,parent,rank,households\n"
        "37099900100100301,微一,370999001001003,micro_grid,90\n"
        "370999001001003,第3网格,370999001001,grid,300\n",
    )
    report = take_areas(path)
    assert (report.saved, report.counts[Fate.MADE]) == (True, 2)
    micro = area_by_code("37099900100100301")
    assert (micro.rank, micro.households) == (Rank.MICRO_GRID, 90)
    assert micro.community_id == there.community.pk
    again = take_areas(path)
    assert (again.counts[Fate.MADE], again.counts[Fate.SAME]) == (0, 2)
    assert Event.objects.filter(verb="area.imported").count() == 2


def test_a_parent_may_be_a_zone_that_governs_streets_coded_elsewhere(there: Town, tmp_path: Path) -> None:
    path = written(tmp_path, "id,label,governed\n370888005,云溪街道,370999\n", "zone.csv")
    take_areas(path, map={"code": "id", "name": "label", "parent": "governed"})
    street = area_by_code("370888005")
    assert (street.parent, street.rank) == (there.district, Rank.STREET)


def test_nothing_is_saved_when_a_row_is_wrong_unless_asked(there: Town, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "code,name,parent,rank\n"
        "370999001001003,好网格,370999001001,grid\n"
        "370999001001003,重复,370999001001,grid\n"
        "370999001001004,无父,999,grid\n"
        "坏 code,坏码,370999001001,grid\n"
        "370999001001005,坏级,370999001001,street\n"
        ",,370999001001,grid\n"
        "370999001001006,坏数,370999001001,planet\n",
    )
    before = Area.objects.count()
    report = take_areas(path)
    assert not report.saved
    assert Area.objects.count() == before
    assert [
        (problem.row, problem.field) for problem in sorted(report.problems, key=lambda each: each.row)
    ] == [
        (3, "code"),
        (4, "parent"),
        (5, "code"),
        (6, "rank"),
        (7, "name"),
        (8, "rank"),
    ]
    kept = take_areas(path, keep_good=True)
    assert (kept.saved, kept.counts[Fate.MADE], kept.refused) == (True, 1, 6)


def test_a_dry_run_reports_and_saves_nothing(there: Town, tmp_path: Path) -> None:
    path = written(tmp_path, "code,name,parent\n370999001001003,新网格,370999001001\n")
    report = take_areas(path, dry_run=True)
    assert (report.saved, report.counts[Fate.MADE]) == (False, 1)
    assert not Area.objects.filter(code="370999001001003").exists()


def test_a_retired_code_is_refused_and_a_moved_area_is_not_moved_back(there: Town, tmp_path: Path) -> None:
    renumber(there.grid, code="370999001001008", by=OWNER)
    move(there.community, to=there.other_street, by=OWNER)
    path = written(
        tmp_path,
        "code,name,parent\n370999001001001,第1网格,370999001001\n370999001001,东湖社区居委会,370999001\n",
    )
    report = take_areas(path, keep_good=True)
    assert report.refused == 2


def test_a_new_name_is_taken_over_and_the_old_one_stays_known(there: Town, tmp_path: Path) -> None:
    report = take_areas(written(tmp_path, "code,name\n370999001001,西湖社区居委会\n"))
    assert report.counts[Fate.CHANGED] == 1
    there.community.refresh_from_db()
    assert there.community.name == "西湖社区居委会"
    assert there.community.aliases.get().name == "东湖社区"


def test_outlines_find_their_parent_by_place_and_are_numbered_from_the_north_west(
    there: Town, tmp_path: Path
) -> None:
    path = drawn(
        tmp_path,
        (square(10.5, 10.0, 0.5), {"name": "东南"}),
        (square(10.0, 10.0, 0.5), {"name": "西南"}),
        (square(10.5, 10.5, 0.5), {"name": "东北"}),
        (square(10.0, 10.5, 0.5), {"name": "西北"}),
    )
    report = take_areas(path, rank="micro_grid")
    assert report.saved
    numbered = dict(Area.objects.filter(rank=Rank.MICRO_GRID).values_list("name", "code"))
    assert numbered == {
        name: f"{there.grid.code}{number}"
        for name, number in (("西北", "01"), ("东北", "02"), ("西南", "03"), ("东南", "04"))
    }
    again = take_areas(path, rank="micro_grid")
    assert again.counts[Fate.SAME] == 4


def test_overlaps_gaps_and_overhangs_are_told(there: Town, tmp_path: Path) -> None:
    path = drawn(
        tmp_path,
        (square(10.0, 10.0, 0.6, 1.0), {"name": "左"}),
        (square(10.5, 10.0, 0.4, 1.1), {"name": "右"}),
    )
    notes = take_areas(path, rank="micro_grid", parent=there.grid.code).notes
    assert (notes["overlaps"], notes["gaps"], notes["outside_parent"]) == (1, 1, 1)


def test_an_outline_that_touches_itself_is_mended_one_that_crosses_is_refused(
    there: Town, tmp_path: Path
) -> None:
    touching = [[10, 10], [10.2, 10], [10.1, 10.1], [10.2, 10.2], [10, 10.2], [10.1, 10.1], [10, 10]]
    crossing = [[10, 10], [10.4, 10.4], [10.4, 10], [10, 10.3], [10, 10]]
    path = drawn(
        tmp_path,
        ({"type": "Polygon", "coordinates": [touching]}, {"name": "沙漏"}),
        ({"type": "Polygon", "coordinates": [crossing]}, {"name": "蝴蝶"}),
    )
    report = take_areas(path, rank="micro_grid", keep_good=True)
    assert [(each.row, each.field) for each in report.problems] == [(2, "boundary")]
    assert report.notes["mended_rows"] == [1]


def test_shifted_coordinates_are_stored_in_wgs84(there: Town, tmp_path: Path) -> None:
    corners = [from_wgs84(116 + x, 39 + y, "gcj02") for x, y in ((0, 0), (0.01, 0), (0.01, 0.01), (0, 0.01))]
    ring = [list(each) for each in [*corners, corners[0]]]
    path = drawn(tmp_path, ({"type": "Polygon", "coordinates": [ring]}, {"name": "西北角", "code": "A1"}))
    take_areas(path, crs="gcj02", parent=there.community.code, rank="grid")
    assert area_by_code("A1").bbox == pytest.approx((116, 39, 116.01, 39.01), abs=1e-6)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b""),
        ("a.geojson", b"[1]"),
        ("a.geojson", b"{"),
        ("a.geojson.gz", b"\x1f\x8bbroken"),
        ("a.xlsx", b"PK\x03\x04broken"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadInput) as refusal:
        take_areas(path)
    assert "file" in refusal.value.fields


def test_unknown_columns_ranks_and_parents_are_refused(there: Town, tmp_path: Path) -> None:
    path = written(tmp_path, "code,name\n370999009,新街道\n")
    with pytest.raises(BadInput):
        take_areas(path, map={"code": "nope"})
    with pytest.raises(BadInput):
        take_areas(path, map={"planet": "code"})
    with pytest.raises(BadInput):
        take_areas(path, rank="planet")
    with pytest.raises(NotFound):
        take_areas(path, parent="999999")
    with pytest.raises(NotAllowed):
        take_areas(path, parent="370999", by=Manager(there.other_street))
    with pytest.raises(BadInput):
        take_areas(tmp_path / "absent.csv")
