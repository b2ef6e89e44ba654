"""Duty lists in files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mulin.catalogue.imports import DUTY_COLUMNS, take_catalogue, take_duties
from mulin.catalogue.models import DutyRow, Edition
from mulin.catalogue.queries import route
from mulin.lib.errors import Refusal
from mulin.lib.intake import Fate, Intake
from tests.catalogue.test_imports import table
from tests.catalogue.town import Town, kind, published
from tests.shared_data import data


@pytest.fixture
def edition(place: Town) -> Edition:
    return published("0101", "0102")


def listed(folder: Path, *rows: dict[str, str]) -> Path:
    heading = [column.name for column in DUTY_COLUMNS]
    return table(folder, [[row.get(name, "") for name in heading] for row in rows], heading)


def test_a_duty_list_is_taken_once(place: Town, edition: Edition, tmp_path: Path) -> None:
    path = listed(
        tmp_path,
        {
            "kind": "T-0101",
            "area": place.areas["d"].code,
            "organisation": "供水公司",
            "assist": "power、物业一公司",
        },
        {"kind": "T:", "area": place.areas["c1"].code, "role": "grid_worker", "basis": "2026版"},
        {
            "kind": "T-0102",
            "area": place.areas["d"].code,
            "post": "grid",
            "valid_from": "2024-01-01",
            "valid_to": "2025-01-01",
        },
    )
    report = take_duties(path)
    assert (report.saved, report.counts[Fate.MADE]) == (True, 3)
    assert take_duties(path).counts[Fate.SAME] == 3
    assert route(kind(edition), place.areas["g2"]).organisation_id == place.organisations["water"].pk


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("kind", "T-0999"),
        ("area", "没有"),
        ("organisation", "没有公司"),
        ("post", "none"),
        ("role", "none"),
        ("assist", "没有公司"),
        ("valid_from", "明天"),
    ],
)
def test_a_bad_duty_names_its_field(
    place: Town, edition: Edition, tmp_path: Path, field: str, text: str
) -> None:
    good = {"kind": "T-0101", "area": place.areas["d"].code, "organisation": "water"}
    report = take_duties(listed(tmp_path, good, good | {field: text}))
    assert not report.saved
    assert [(problem.row, problem.field) for problem in report.problems] == [(3, field)]
    assert not DutyRow.objects.exists()


@pytest.mark.django_db
@pytest.mark.real_data("odd_inputs")
def test_odd_files_are_refused_in_words() -> None:
    files = [path for path in data("odd_inputs").rglob("*") if path.is_file()]
    assert [path for path in files for take in (take_catalogue, take_duties) if made(take, path)] == []


def made(take: Callable[[Path], Intake], path: Path) -> int:
    try:
        return take(path).counts[Fate.MADE]
    except Refusal:
        return 0
