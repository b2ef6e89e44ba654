"""Tables for people's spreadsheet programs: CSV and XLSX whose cells are never formulas."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from mulin.lib.clock import LOCAL

Value = str | int | float | Decimal | bool | date | datetime | None
# Also the wide forms, which Chinese input methods give and spreadsheets take for the narrow ones.
FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠\t\r\n]")
GUARD = "'"
# Control characters that XML, and so XLSX, cannot hold.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
LONGEST_CELL = 32_767


def guarded(text: str) -> str:
    """Text that no spreadsheet program runs: an apostrophe before what would begin a formula."""
    return GUARD + text if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The inverse, for tables that come back."""
    return text[1:] if text.startswith(GUARD) and FORMULA.match(text[1:]) else text


def csv_lines(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """A CSV in pieces, for streaming; begins with the mark by which spreadsheets know UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow([guarded(name) for name in headings])
    yield buffer.getvalue()
    for line in rows:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow([_shown(value) for value in line])
        yield buffer.getvalue()


def write_csv(path: Path, headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> int:
    """The number of rows written."""
    count = 0
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        for text in csv_lines(headings, rows):
            file.write(text)
            count += 1
    return count - 1


def write_xlsx(
    target: Path | IO[bytes], headings: Sequence[str], rows: Iterable[Sequence[Value]], title: str = ""
) -> int:
    """Streamed, with numbers as numbers; the number of rows written."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\']", " ", title)[:31] or None)
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, name) for name in headings])
    count = 0
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
        count += 1
    book.save(target)
    return count


def _shown(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value.replace("\0", ""))
    if isinstance(value, datetime):
        return _local(value).isoformat(" ", "seconds")
    return str(value)


def _cell(sheet: WriteOnlyWorksheet, value: Value) -> object:
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, value=guarded(UNWRITABLE.sub("", value))[:LONGEST_CELL])
        # Whatever it looks like, it is text.
        cell.data_type = "s"
        return cell
    return _local(value).replace(tzinfo=None) if isinstance(value, datetime) else value


def _local(moment: datetime) -> datetime:
    return moment.astimezone(LOCAL) if moment.tzinfo else moment
