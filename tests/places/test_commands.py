"""`mulin locate` and `mulin bench locate` tell what the queries tell."""

import argparse
import csv
import json
from pathlib import Path

import pytest

from mulin.bench import locate as bench
from mulin.config.commands import locate
from mulin.lib.errors import BadInput
from tests.places.ground import square, town

pytestmark = pytest.mark.django_db


def asked(module: object, *arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    module.arguments(parser)  # type: ignore[attr-defined] # any command module
    return parser.parse_args(arguments)


def test_the_chain_of_a_point_is_printed() -> None:
    there = town()
    outcome = locate.run(asked(locate, "11", "10.5"))
    assert outcome.ok
    assert outcome.data["area"] == there.grid.code
    assert [each["rank"] for each in outcome.data["chain"]] == ["district", "street", "community", "grid"]
    assert [each["code"] for each in outcome.data["ties"]] == [there.grid.code, there.second_grid.code]
    assert locate.run(asked(locate, "-71.1", "42.3")).data["area"] is None


def test_points_are_counted_and_their_codes_written(tmp_path: Path) -> None:
    shapes = [(square(0, 0), {"PLACE": "A", "SORT": "x"}), (square(1, 0), {"PLACE": "B", "SORT": "x"})]
    areas = tmp_path / "areas.geojson"
    features = [{"type": "Feature", "properties": told, "geometry": shape} for shape, told in shapes]
    areas.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    points = tmp_path / "points.csv"
    points.write_text("lng,lat\n0.5,0.5\n1.0,0.5\n9,9\n,\n1.5,0.5\n")
    out = tmp_path / "out.csv"
    measured = bench.run(asked(bench, "--areas", str(areas), "--points", str(points), "--out", str(out)))
    told = {name: measured.data[name] for name in ("one", "none", "several", "unreadable", "disagree")}
    assert told == {"one": 2, "none": 1, "several": 1, "unreadable": 1, "disagree": 0}
    with out.open() as file:
        assert [row["area"] for row in csv.DictReader(file)] == ["A", "A", "", "", "B"]
    points.write_text("a,b\n1,2\n")
    with pytest.raises(BadInput):
        bench.run(asked(bench, "--areas", str(areas), "--points", str(points)))
