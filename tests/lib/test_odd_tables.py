"""Spreadsheets of strangers are read or refused in words, within seconds and bounded memory."""

import gzip
import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from mulin.lib.errors import BadInput
from mulin.lib.tables import read
from tests.shared_data import shared
from tests.support.memory import megabytes_grown

MEGA = 1024 * 1024
SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def plain() -> dict[str, bytes]:
    """The members of a small good workbook."""
    book = openpyxl.Workbook()
    sheet = book.create_sheet("a", 0)
    sheet.append(["code", "name"])
    sheet.append(["1", "泉景"])
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def sheet(body: str) -> bytes:
    return f'<?xml version="1.0"?><worksheet xmlns="{NAMESPACE}"><sheetData>{body}</sheetData></worksheet>'.encode()


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def with_sheet(body: str) -> bytes:
    return packed(plain() | {SHEET: sheet(body)})


def zip_bomb() -> bytes:
    return packed(plain() | {SHEET: sheet("<row>" + " " * (64 * MEGA) + "</row>")})


def entity_bomb() -> bytes:
    ladder = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    text = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{ladder}]><worksheet><a>&a12;</a></worksheet>'
    return packed(plain() | {SHEET: text.encode()})


def external_entity() -> bytes:
    text = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><sst>&e;</sst>'
    return packed(plain() | {"xl/sharedStrings.xml": text.encode("utf-16")})


def held_bomb() -> bytes:
    return packed(plain() | {"xl/styles.xml": b"<a>" * (4 * MEGA)})


def far_row() -> bytes:
    return with_sheet(
        f'<row r="1">{cell("A1", "code")}</row><row r="2147483647">{cell("A2147483647", "x")}</row>'
    )


def not_a_book() -> bytes:
    return packed({"a.txt": b"x"})


def cut() -> bytes:
    return packed(plain())[:-200]


def mistyped() -> bytes:
    return with_sheet('<row r="x"><c r="ZZZZZZZZ1"><v>abc</v></c></row>')


def old_excel() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096


def packed_zeros() -> bytes:
    return gzip.compress(b"\0" * (80 * MEGA), 1)


def endless_line() -> bytes:
    return b"a,b\n" + b"x" * (8 * MEGA)


def cut_gzip() -> bytes:
    return gzip.compress(b"a,b\n1,2\n" * 1000)[:-12]


def broken_gzip() -> bytes:
    data = bytearray(gzip.compress(b"a,b\n1,2\n" * 1000))
    data[20] ^= 0xFF
    return bytes(data)


REFUSED: tuple[Callable[[], bytes], ...] = (
    zip_bomb, entity_bomb, external_entity, held_bomb, far_row, not_a_book, cut, mistyped, old_excel,
    packed_zeros, endless_line, cut_gzip, broken_gzip,
)  # fmt: skip


@pytest.mark.parametrize("make", REFUSED, ids=lambda make: make.__name__)
def test_harmful_tables_are_refused_in_words(make: Callable[[], bytes], tmp_path: Path) -> None:
    path = tmp_path / "table"
    path.write_bytes(make())
    started = time.process_time()
    with pytest.raises(BadInput) as caught:
        list(read(path))
    assert str(caught.value.fields["file"])
    assert time.process_time() - started < 5


def test_a_lone_far_cell_widens_nothing(tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    body = f'<row r="1">{cell("A1", "code")}</row><row r="3">{cell("A3", "7")}{cell("XFD3", "x")}</row>'
    path.write_bytes(with_sheet(body))
    assert [(row.number, row.cells) for row in read(path)] == [(3, {"code": "7"})]


def test_too_wide_a_heading_is_refused(tmp_path: Path) -> None:
    (tmp_path / "wide.csv").write_text(",".join(f"c{n}" for n in range(501)) + "\n")
    with pytest.raises(BadInput, match="500"):
        list(read(tmp_path / "wide.csv"))


def test_every_shared_spreadsheet_is_read_or_refused_quickly(tmp_path: Path) -> None:
    (tmp_path / "good.xlsx").write_bytes(packed(plain()))
    (tmp_path / "bomb.xlsx").write_bytes(entity_bomb())
    folder = shared("odd_inputs", "spreadsheets")
    files = [*tmp_path.iterdir(), *(sorted(folder.iterdir()) if folder else ())]
    refused = {}
    for path in files:
        started = time.process_time()
        try:
            list(read(path))
        except BadInput as refusal:
            refused[path.name] = str(refusal.fields["file"])
        assert time.process_time() - started < 3, path
    assert all(refused.values())
    assert "bomb.xlsx" in refused
    assert "good.xlsx" not in refused
    if folder:
        assert {"54764.xlsx", "54764-2.xlsx", "poc-xmlbomb.xlsx", "empty.xls"} <= set(refused)


@pytest.mark.proof
def test_memory_stays_bounded(tmp_path: Path) -> None:
    for make in REFUSED:
        (tmp_path / make.__name__).write_bytes(make())
    assert megabytes_grown("for _row in read(file): pass", tmp_path) < 150
