"""The tree on real data: the whole national division, Beijing's towns, Boston's precincts and reports."""

import csv
import gzip
import sys
from collections.abc import Iterator
from time import perf_counter

import pytest

from mulin.lib.intake import Fate, Intake
from mulin.places.imports import take_areas
from mulin.places.kinds import Rank
from mulin.places.models import Area
from mulin.places.queries import ancestors, area_by_code, locate, locate_many, outlines, subtree
from tests.shared_data import data

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.real_data("cn_divisions", "polygons", "sr_boston"),
]
DIVISIONS = {
    "provinces.csv": 31,
    "cities.csv": 342,
    "areas.csv": 2_978,
    "streets.csv.gz": 41_352,
    "villages_shandong.csv.gz": 62_074,
    "villages_jiangsu.csv.gz": 21_958,
}


def take(name: str, **options: object) -> Intake:
    started = perf_counter()
    report = take_areas(data(*name.split("/")), **options)  # type: ignore[arg-type] # options of several types
    for problem in report.problems[:12]:
        sys.stdout.write(f"{problem}\n")
    sys.stdout.write(f"{name}: {report.counts}, {perf_counter() - started:.1f} s, {report.notes}" + "\n")
    return report


def boston_points() -> Iterator[tuple[float, float]]:
    with gzip.open(data("sr_boston", "requests_2008_2016.csv.gz"), "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["long"] and row["lat"]:
                yield float(row["long"]), float(row["lat"])


def test_the_national_division_down_to_the_villages() -> None:
    for name, rows in DIVISIONS.items():
        report = take(f"cn_divisions/{name}")
        assert (report.saved, report.counts[Fate.MADE], report.refused) == (True, rows, 0)
    village = area_by_code("320102002001")
    assert village.rank == Rank.COMMUNITY
    assert [each.code for each in ancestors(village)] == ["32", "3201", "320102", "320102002"]
    assert subtree(area_by_code("37")).filter(rank=Rank.COMMUNITY).count() == 62_074
    assert (
        not Area.objects.filter(rank=Rank.STREET, district_id=None).exclude(parent__rank=Rank.CITY).exists()
    )
    again = take("cn_divisions/villages_jiangsu.csv.gz")
    assert again.counts == {Fate.MADE: 0, Fate.CHANGED: 0, Fate.SAME: 21_958}
    _beijing_towns_are_drawn_onto_the_division()


def _beijing_towns_are_drawn_onto_the_division() -> None:
    report = take(
        "polygons/beijing_towns.geojson.gz",
        parent="11",
        rank="street",
        map={"name": "town", "parent": "district"},
    )
    assert report.saved
    assert (report.notes["overlaps"], report.notes["gaps"], report.notes["outlines"]) == (0, 0, 331)
    assert report.counts[Fate.CHANGED] + report.counts[Fate.MADE] == 331
    assert report.counts[Fate.CHANGED] >= 320
    found = locate(116.397, 39.909)
    assert found.area is not None
    assert found.chain[0].name == "北京市"
    assert found.area.name == "东华门街道"
    drawn = outlines(area_by_code("11"), Rank.STREET, tolerance=100)
    assert len(drawn["features"]) == 331


def test_boston_reports_fall_into_one_precinct_each() -> None:
    wards = take("polygons/boston_wards.geojson.gz", rank="community", map={"code": "WARD"})
    assert (wards.counts[Fate.MADE], wards.saved) == (22, True)
    precincts = take(
        "polygons/boston_precincts.geojson.gz", rank="grid", map={"code": "WARD_PRECINCT", "name": "PRECINCT"}
    )
    assert (precincts.counts[Fate.MADE], precincts.saved) == (255, True)
    assert area_by_code("2206").parent == area_by_code("22")
    points = list(boston_points())
    assert len(points) == 138_736
    started = perf_counter()
    found = locate_many(points, rank=Rank.GRID)
    seconds = perf_counter() - started
    one = sum(len(each) == 1 for each in found)
    several = sum(len(each) > 1 for each in found)
    sys.stdout.write(
        f"{len(points)} points in {seconds:.2f} s: one {one / len(points):.4%}, several {several}" + "\n"
    )
    assert one / len(points) == pytest.approx(0.995, abs=0.001)
    sample = range(0, len(points), 70)
    started = perf_counter()
    single = {at: locate(*points[at]) for at in sample}
    sys.stdout.write(f"one by one {len(sample) / (perf_counter() - started):.0f} a second" + "\n")
    for at, located in single.items():
        at_grid = [each.pk for each in located.ties if each.rank == Rank.GRID]
        assert at_grid == found[at]
