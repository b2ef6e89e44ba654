"""Rows out of the files people have: CSV in the encodings they come in, gzipped or not, and XLSX."""

import codecs
import csv
import gzip
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast
from zipfile import BadZipFile

import openpyxl
import python_calamine
from django.utils.translation import gettext as _

from mulin.lib.errors import BadInput

ENCODINGS = ("utf-8-sig", "gb18030")
LONGEST_CELL = 100_000
MOST_COLUMNS = 500
MOST_BYTES_XLSX = 64 * 1024 * 1024
CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Column:
    """A column that an import understands."""

    name: str
    note: str
    needed: bool = False
    example: str = ""


@dataclass(frozen=True)
class Row:
    """One row: its number as a spreadsheet shows it (the heading is row 1) and its cells by column."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


def read(path: Path, needed: Sequence[str] = ()) -> Iterator[Row]:
    """All rows that are not empty; BadInput when the file is no table or lacks a needed column."""
    try:
        yield from _checked(_lines(path), needed)
    except FileNotFoundError:
        raise BadInput(fields={"file": _("There is no file %(path)s.") % {"path": path}}) from None
    except (
        OSError,
        EOFError,
        UnicodeDecodeError,
        csv.Error,
        BadZipFile,
        python_calamine.CalamineError,
    ) as fault:
        raise BadInput(fields={"file": _("The file cannot be read: %(why)s") % {"why": fault}}) from fault


def _checked(lines: Iterator[list[str]], needed: Sequence[str]) -> Iterator[Row]:
    heading = [name.strip() for name in next(lines, [])]
    if not any(heading):
        raise BadInput(fields={"file": _("The file is empty.")})
    if len(heading) > MOST_COLUMNS:
        raise BadInput(
            fields={"file": _("The file has more than %(most)s columns.") % {"most": MOST_COLUMNS}}
        )
    doubled = sorted({name for name in heading if name and heading.count(name) > 1})
    if doubled:
        raise BadInput(
            fields={"file": _("A column appears twice: %(names)s") % {"names": ", ".join(doubled)}}
        )
    missing = [name for name in needed if name not in heading]
    if missing:
        raise BadInput(fields={"file": _("A column is missing: %(names)s") % {"names": ", ".join(missing)}})
    for number, line in enumerate(lines, start=2):
        cells = {name: cell.strip() for name, cell in zip(heading, line, strict=False) if name}
        if any(cells.values()):
            yield Row(number, cells)


def _lines(path: Path) -> Iterator[list[str]]:
    with path.open("rb") as file:
        start = file.read(4)
    if path.suffix.lower() in {".xlsx", ".xls", ".ods"} or start.startswith(b"PK\x03\x04"):
        yield from _sheet(path)
        return
    gzipped = start.startswith(b"\x1f\x8b")
    encoding = _encoding(path, gzipped=gzipped)
    with _open(path, gzipped=gzipped) as raw, io.TextIOWrapper(raw, encoding, newline="") as text:
        limit = csv.field_size_limit(LONGEST_CELL)
        try:
            sample = text.readline(LONGEST_CELL)
            delimiter = max(",\t;", key=sample.count)
            yield next(csv.reader([sample], delimiter=delimiter), [])
            yield from csv.reader((line.replace("\0", "") for line in text), delimiter=delimiter)
        finally:
            csv.field_size_limit(limit)


def _open(path: Path, *, gzipped: bool) -> BinaryIO:
    return cast("BinaryIO", gzip.open(path, "rb")) if gzipped else path.open("rb")


def _encoding(path: Path, *, gzipped: bool) -> str:
    """The first encoding that reads the whole file; read in pieces, so memory stays small."""
    for encoding in ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        with _open(path, gzipped=gzipped) as file:
            try:
                while chunk := file.read(CHUNK):
                    decoder.decode(chunk)
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                continue
            return encoding
    raise BadInput(fields={"file": _("The file is neither UTF-8 nor GB18030: save it as CSV UTF-8 or XLSX.")})


def _sheet(path: Path) -> Iterator[list[str]]:
    if path.stat().st_size > MOST_BYTES_XLSX:
        raise BadInput(fields={"file": _("The workbook is too large: save it as CSV.")})
    with python_calamine.load_workbook(path) as book:
        for row in book.get_sheet_by_index(0).iter_rows():
            yield [_cell(value) for value in row]


def _cell(value: object) -> str:
    """A code typed as a number keeps its digits: 370102.0 is 370102."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def write_template(path: Path, columns: Sequence[Column]) -> None:
    """An empty table of these columns with a sheet that explains each."""
    book = openpyxl.Workbook()
    sheet = book.active or book.create_sheet()
    sheet.append([column.name for column in columns])
    notes = book.create_sheet(_("Notes"))
    notes.append([_("Column"), _("Needed"), _("Meaning"), _("Example")])
    for column in columns:
        notes.append([column.name, _("yes") if column.needed else "", column.note, column.example])
    book.save(path)
