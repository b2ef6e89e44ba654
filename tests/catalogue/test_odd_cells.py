"""Whatever stands in the cells, a row is taken or its field is named; nothing breaks."""

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mulin.catalogue.imports import CATALOGUE_COLUMNS, DUTY_COLUMNS, take_catalogue, take_duties
from mulin.lib.errors import Refusal
from tests.catalogue.test_imports import COVER, HEADING
from tests.shared_data import shared

pytestmark = [pytest.mark.proof, pytest.mark.django_db]

ODD = [
    "",
    "０",
    "²",
    "一",
    "-1",
    "1e9",
    "=1+1",
    "a" * 500,
    "、" * 300,
    "é\u0301\u202e\ufeff",
    "all",
    "MUL",
    "MUL-0101",
]
cells = st.one_of(
    st.sampled_from(ODD), st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=30)
)
own = [column.name for column in CATALOGUE_COLUMNS]
duties = [column.name for column in DUTY_COLUMNS]
careful = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def write(path: Path, heading: list[str], row: list[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heading, row])
    return path


@careful
@given(st.data())
def test_our_layout(tmp_path: Path, data: st.DataObject) -> None:
    row = {"code": "T-01", "name": "路"} | data.draw(st.dictionaries(st.sampled_from(own), cells, max_size=4))
    path = write(tmp_path / "own.csv", own, [row.get(name, "") for name in own])
    try:
        report = take_catalogue(path, scheme="T")
    except Refusal:
        return
    assert report.saved or report.problems


@careful
@given(st.integers(0, len(HEADING) - 1), cells)
def test_a_citys_standards(tmp_path: Path, place: int, text: str) -> None:
    row = [*COVER]
    row[place] = text
    try:
        report = take_catalogue(write(tmp_path / "city.csv", list(HEADING), row))
    except Refusal:
        return
    assert report.saved or report.problems


@careful
@given(st.lists(cells, min_size=len(duties), max_size=len(duties)))
def test_a_duty_list(tmp_path: Path, row: list[str]) -> None:
    try:
        report = take_duties(write(tmp_path / "duties.csv", duties, row))
    except Refusal:
        return
    assert not report.saved or not any(report.counts.values())


def test_naughty_strings_as_names(tmp_path: Path) -> None:
    found = shared("odd_inputs", "blns.txt")
    lines = found.read_text(encoding="utf-8", errors="replace").splitlines() if found else ODD
    path = tmp_path / "names.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["code", "name", "description", "keywords"])
        writer.writerows(["T-" + str(number), line, line, line] for number, line in enumerate(lines, 1000))
    report = take_catalogue(path, scheme="T", keep_good=True)
    assert sum(report.counts.values()) + report.refused <= len(lines)
    assert report.saved
