"""Tables are read in the shapes in which people send them."""

import gzip
from pathlib import Path

import openpyxl
import pytest

from mulin.lib.errors import BadInput
from mulin.lib.tables import Column, read, write_template

TEXT = '编号,名称\n1,泉景社区\n,\n2,"睦邻,里"\n'
WANTED = [(2, {"编号": "1", "名称": "泉景社区"}), (4, {"编号": "2", "名称": "睦邻,里"})]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("packed", [False, True])
def test_csv_in_its_encodings(tmp_path: Path, encoding: str, packed: bool) -> None:
    raw = TEXT.encode(encoding)
    path = tmp_path / "a.csv"
    path.write_bytes(gzip.compress(raw) if packed else raw)
    assert [(row.number, row.cells) for row in read(path)] == WANTED


def test_tabs_and_windows_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_bytes('编号\t名称\r\n1\t"两\r\n行"\r\n'.encode())
    assert [row.cells for row in read(path)] == [{"编号": "1", "名称": "两\r\n行"}]


def test_a_workbook_keeps_the_digits_of_codes(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("a", 0)
    sheet.append(["code", "name"])
    sheet.append([370102001, "文东"])
    book.save(tmp_path / "a.xlsx")
    assert [row.cells for row in read(tmp_path / "a.xlsx")] == [{"code": "370102001", "name": "文东"}]


@pytest.mark.parametrize(
    "raw",
    [b"", b"\n\n", b"\xff\xfe\xff\xff\x00\x81\xff", b"PK\x03\x04rubbish", b"\x1f\x8bnot gzip", b"a,a\n1,2\n"],
)
def test_what_is_no_table_is_refused(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(raw)
    with pytest.raises(BadInput) as caught:
        list(read(path))
    assert "file" in caught.value.fields


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("name\nx\n")
    with pytest.raises(BadInput, match="code"):
        list(read(path, ["code"]))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        list(read(tmp_path / "none.csv"))


def test_a_template_reads_back_as_an_empty_table(tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx", [Column("code", "the code", needed=True)])
    assert list(read(tmp_path / "t.xlsx", ["code"])) == []
