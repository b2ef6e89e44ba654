"""Tables go out whole and harmless."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet
import pytest

from mulin.lib.errors import BadInput
from mulin.lib.spreadsheets import write_csv, write_parquet, write_xlsx
from mulin.lib.tables import read

HEADING = {"title": str, "at": datetime, "lng": float, "late": bool, "returns": int}
MOMENT = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def rows() -> Iterator[tuple[object, ...]]:
    yield "=HYPERLINK(1)", MOMENT, None, True, 1
    yield "路灯不亮", None, 117.1, False, 0


@pytest.mark.parametrize(("name", "write"), [("a.csv", write_csv), ("a.xlsx", write_xlsx)])
def test_what_is_written_reads_back_and_is_no_formula(tmp_path: Path, name: str, write: Callable) -> None:
    write(tmp_path / name, HEADING, rows())
    titles = [row["title"] for row in read(tmp_path / name)]
    assert titles == ["'=HYPERLINK(1)", "路灯不亮"]


def test_parquet_keeps_types(tmp_path: Path) -> None:
    write_parquet(tmp_path / "a.parquet", HEADING, rows())
    table = pyarrow.parquet.read_table(tmp_path / "a.parquet")
    assert table.to_pylist()[0] == {
        "title": "=HYPERLINK(1)",
        "at": MOMENT,
        "lng": None,
        "late": True,
        "returns": 1,
    }


def test_nothing_half_written_is_left(tmp_path: Path) -> None:
    def broken() -> Iterator[tuple[object, ...]]:
        yield from rows()
        raise BadInput("no more")

    (tmp_path / "a.csv").write_text("before")
    with pytest.raises(BadInput):
        write_csv(tmp_path / "a.csv", HEADING, broken())
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert (tmp_path / "a.csv").read_text() == "before"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot write"):
        write_csv(tmp_path / "none" / "a.csv", HEADING, rows())
