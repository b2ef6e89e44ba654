"""Rows out of the files people have: CSV in the encodings they come in, gzipped or not, and XLSX."""

import codecs
import csv
import gzip
import io
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

import openpyxl
from django.utils.translation import gettext as _

from mulin.lib import workbook
from mulin.lib.workbook import MOST_COLUMNS, refused

ENCODINGS = ("utf-8-sig", "gb18030")
LONGEST_CELL = 100_000
LONGEST_LINE = 4_000_000
CHUNK = 1024 * 1024
# Of a packed or plain CSV; text packs ten- to thirtyfold, a bomb a thousandfold.
MOST_BYTES = 4096 * CHUNK
MOST_RATIO, RATIO_FROM = 200, 64 * CHUNK


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
        raise refused(_("There is no file %(path)s.") % {"path": path}) from None
    except (OSError, EOFError, zlib.error, UnicodeDecodeError, csv.Error) as fault:
        raise refused(_("The file cannot be read: %(why)s") % {"why": fault}) from fault


def _checked(lines: Iterator[list[str]], needed: Sequence[str]) -> Iterator[Row]:
    heading = [name.strip() for name in next(lines, [])]
    if not any(heading):
        raise refused(_("The file is empty."))
    if len(heading) > MOST_COLUMNS:
        raise refused(_("The file has more than %(most)s columns.") % {"most": MOST_COLUMNS})
    doubled = sorted({name for name in heading if name and heading.count(name) > 1})
    if doubled:
        raise refused(_("A column appears twice: %(names)s") % {"names": ", ".join(doubled)})
    missing = [name for name in needed if name not in heading]
    if missing:
        raise refused(_("A column is missing: %(names)s") % {"names": ", ".join(missing)})
    for number, line in enumerate(lines, start=2):
        cells = {name: cell.strip() for name, cell in zip(heading, line, strict=False) if name}
        if any(cells.values()):
            yield Row(number, cells)


def _lines(path: Path) -> Iterator[list[str]]:
    with path.open("rb") as file:
        start = file.read(4)
    if start == b"PK\x03\x04":
        yield from workbook.rows(path)
    elif start == b"\xd0\xcf\x11\xe0":
        raise refused(_("Old XLS files are not read: save it as XLSX or as CSV UTF-8."))
    else:
        yield from _csv(path, gzipped=start.startswith(b"\x1f\x8b"))


def _csv(path: Path, *, gzipped: bool) -> Iterator[list[str]]:
    encoding = _encoding(path, gzipped=gzipped)
    csv.field_size_limit(LONGEST_CELL)
    with _open(path, gzipped=gzipped) as raw, io.TextIOWrapper(raw, encoding, newline="") as text:
        lines = _bounded(text)
        sample = next(lines, "")
        delimiter = max(",\t;", key=sample.count)
        yield next(csv.reader([sample], delimiter=delimiter), [])
        yield from csv.reader(lines, delimiter=delimiter)


def _bounded(text: io.TextIOWrapper) -> Iterator[str]:
    """Lines without NUL; one without end would fill the memory before any reader saw it."""
    while line := text.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise refused(_("A line is longer than %(most)s letters.") % {"most": LONGEST_LINE})
        yield line.replace("\0", "")


def _open(path: Path, *, gzipped: bool) -> BinaryIO:
    return cast("BinaryIO", gzip.open(path, "rb")) if gzipped else path.open("rb")


def _encoding(path: Path, *, gzipped: bool) -> str:
    """The first encoding that reads the whole file; read in pieces, so memory stays small."""
    for encoding in ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        with _open(path, gzipped=gzipped) as file:
            try:
                for chunk in _pieces(file, path.stat().st_size):
                    decoder.decode(chunk)
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                continue
            return encoding
    raise refused(_("The file is neither UTF-8 nor GB18030: save it as CSV UTF-8 or XLSX."))


def _pieces(file: BinaryIO, packed: int) -> Iterator[bytes]:
    """The content in pieces, given up when it unpacks to more than any real table does."""
    size = 0
    while chunk := file.read(CHUNK):
        size += len(chunk)
        if size > MOST_BYTES or (size > RATIO_FROM and size > MOST_RATIO * packed):
            raise refused(_("The file unpacks to far too much; split it."))
        yield chunk


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
