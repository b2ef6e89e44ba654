"""Rows of an XLSX workbook that a stranger sent: bounded in memory and time, entities refused."""

import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.worksheet.worksheet import Worksheet

from mulin.lib.errors import BadInput

MEGA = 1024 * 1024
MOST_BYTES = 64 * MEGA
# Unpacked: what is streamed (sheets, shared strings) and what openpyxl holds as a tree (all else).
MOST_STREAMED, MOST_HELD = 256 * MEGA, 8 * MEGA
MOST_MEMBERS = 2000
# Text in XML packs ten- to thirtyfold; a bomb a thousandfold.
MOST_RATIO, RATIO_FROM = 150, 16 * MEGA
MOST_ROWS, MOST_COLUMNS = 1_048_576, 500
CHUNK = MEGA
# Spreadsheets never declare types or entities; seen also where the XML is UTF-16.
DECLARATION = re.compile(rb"<\0?!\0?[Dd]\0?[Oo]\0?[Cc]\0?[Tt]|<\0?!\0?[Ee]\0?[Nn]\0?[Tt]\0?[Ii]", re.DOTALL)
STREAMED = re.compile(r"^/?xl/(worksheets/[^/]+\.xml|sharedStrings\.xml)$", re.IGNORECASE)
MARGIN = 16


def rows(path: Path) -> Iterator[list[str]]:
    """The lines of the first sheet as text; BadInput when the file is harmful, damaged or too large."""
    _inspect(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        try:
            yield from _lines(_first_sheet(book))
        finally:
            book.close()
    except BadInput:
        raise
    except Exception as error:  # a reader of hostile files raises of every kind
        raise refused(_("The workbook is damaged; save it again as XLSX or as CSV UTF-8.")) from error


def refused(message: str) -> BadInput:
    return BadInput(fields={"file": message})


def _first_sheet(book: openpyxl.Workbook) -> Worksheet:
    sheet = next((sheet for sheet in book.worksheets if sheet.sheet_state == "visible"), None)
    if sheet is None:
        raise refused(_("The workbook has no sheet."))
    # What the file says of its own size is not to be trusted.
    sheet.reset_dimensions()
    return sheet


def _lines(sheet: Worksheet) -> Iterator[list[str]]:
    """As wide as the heading, since a lone far cell would widen every row."""
    heading = next(_texts(sheet, 1, MOST_COLUMNS + 1, 1), [])
    width = max((place for place, text in enumerate(heading, start=1) if text), default=0)
    if width > MOST_COLUMNS:
        raise refused(_("The file has more than %(most)s columns.") % {"most": MOST_COLUMNS})
    yield heading[:width]
    if width:
        yield from _texts(sheet, 2, width, None)


def _texts(sheet: Worksheet, first: int, width: int, last: int | None) -> Iterator[list[str]]:
    found = sheet.iter_rows(min_row=first, max_row=last, max_col=width, values_only=True)
    for number, cells in enumerate(found, start=first):
        if number > MOST_ROWS:
            raise refused(_("The sheet has too many rows."))
        yield [_text(cell) for cell in cells]


def _text(value: Any) -> str:
    """A code typed as a number keeps its digits: 370102.0 is 370102; a day has no midnight."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _inspect(path: Path) -> None:
    """Unpack every member once, keeping nothing, before any parser sees it."""
    if path.stat().st_size > MOST_BYTES:
        raise refused(_("The workbook is too large: save it as CSV."))
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS:
                raise _bomb()
            names = [member.filename for member in members]
            if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
                raise refused(_("This is not an XLSX workbook; save it as XLSX or as CSV UTF-8."))
            for member in members:
                _inspect_member(archive, member)
    # zipfile says NotImplementedError of a packing it does not know, RuntimeError of a password.
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, ValueError) as error:
        raise refused(_("The workbook is damaged; save it again as XLSX or as CSV UTF-8.")) from error


def _inspect_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    most = MOST_STREAMED if STREAMED.match(member.filename) else MOST_HELD
    is_xml = member.filename.lower().endswith((".xml", ".rels", ".vml"))
    if not is_xml:
        # Pictures and the like are never unpacked by the reader.
        return
    size, tail = 0, b""
    with archive.open(member) as stream:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > most or (size > RATIO_FROM and size > MOST_RATIO * max(1, member.compress_size)):
                raise _bomb()
            if DECLARATION.search(tail + chunk):
                raise refused(
                    _("The workbook declares entities, which spreadsheets never do; it is refused.")
                )
            tail = chunk[-MARGIN:]


def _bomb() -> BadInput:
    return refused(_("The workbook unpacks to far too much; save it as CSV."))
