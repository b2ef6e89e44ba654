"""What we write opens as text and numbers, never as a formula, and reads back."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.lib.export import Value, csv_lines, guarded, unguarded, write_csv, write_xlsx
from mulin.lib.tables import read
from tests.shared_data import shared

PAYLOADS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "＝1+1",
    "＠SUM",
    "=cmd|'/C calc'!A0",
]
ROWS: list[list[Value]] = [
    ["=1+1", 7, Decimal("1.5"), None, date(2026, 3, 2), datetime(2026, 3, 2, 1, 0, tzinfo=UTC)],
    ["泉景\u0007社区\0", -3, 0.25, True, None, None],
]
HEADINGS = ["名称", "数", "额", "空", "日", "时"]


def payloads() -> list[str]:
    given_ones = shared("odd_inputs", "csv_injection.txt")
    more = given_ones.read_text(encoding="utf-8").splitlines() if given_ones else []
    return PAYLOADS + [line for line in more if line]


def test_no_payload_begins_a_cell() -> None:
    for text in payloads():
        (line,) = list(csv.reader(io.StringIO(list(csv_lines(["a"], [[text]]))[1])))
        assert line[0] == guarded(text)
        assert line[0][0] == "'" or line[0].lstrip()[0] not in "=+-@＝＋－＠"


def test_a_workbook_holds_text_where_text_was_given(tmp_path: Path) -> None:
    assert write_xlsx(tmp_path / "a.xlsx", HEADINGS, ROWS, title="案件/2026") == 2
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert sheet["A2"].value == "'=1+1"
    assert sheet["A2"].data_type == "s"
    assert (sheet["B2"].value, sheet["C2"].value, sheet["D2"].value) == (7, 1.5, None)
    assert sheet["F2"].value == datetime(2026, 3, 2, 9, 0)
    assert sheet["A3"].value == "泉景社区"


def test_tables_read_back(tmp_path: Path) -> None:
    assert write_csv(tmp_path / "a.csv", HEADINGS, ROWS) == 2
    write_xlsx(tmp_path / "a.xlsx", HEADINGS, ROWS)
    for name in ("a.csv", "a.xlsx"):
        first, second = read(tmp_path / name)
        assert unguarded(first["名称"]) == "=1+1"
        assert (first["数"], first["额"], first["空"], first["日"]) == ("7", "1.5", "", "2026-03-02")
        assert first["时"].startswith("2026-03-02 09:00:00")
        assert second["数"] == "-3"


def test_an_empty_table_has_its_headings(tmp_path: Path) -> None:
    assert write_csv(tmp_path / "a.csv", HEADINGS, []) == 0
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert list(read(tmp_path / "a.csv", HEADINGS)) == []


@given(st.text())
def test_guarding_loses_nothing_and_leaves_no_formula(text: str) -> None:
    safe = guarded(text)
    assert not safe.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert unguarded(safe) == text or text.startswith("'")


def test_every_naughty_string_can_be_written(tmp_path: Path) -> None:
    strings = ["\ud800", "\x00", "\x1b[31m", "𝒳", "a" * 40_000, "<b>", "&amp;", "\u202e"]
    naughty = shared("odd_inputs", "blns.txt")
    if naughty:
        strings += naughty.read_text(encoding="utf-8").splitlines()
    rows = [[text] for text in strings]
    assert write_xlsx(tmp_path / "a.xlsx", ["text"], rows) == len(rows)
    assert write_csv(tmp_path / "a.csv", ["text"], rows) == len(rows)
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0].max_row == len(rows) + 1


@pytest.mark.parametrize("text", ["", "0", "泉景", "a=b", "''"])
def test_harmless_text_is_left_alone(text: str) -> None:
    assert guarded(text) == text
