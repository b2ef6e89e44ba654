"""Tables for other programs: whole or not there, and no cell that a spreadsheet would run."""

import csv
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl

from mulin.lib.errors import BadInput

STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
BATCH = 10_000
MOST_SHEET_ROWS = 1_000_000
Rows = Iterator[tuple[object, ...]]
Heading = Mapping[str, type]


def safe(value: object) -> object:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it."""
    if isinstance(value, str) and value.startswith(STARTS_FORMULA):
        return f"'{value}"
    return value


def write_csv(path: Path, heading: Heading, rows: Rows) -> None:
    with _whole(path) as fresh, fresh.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(heading)
        out.writerows([safe(cell) for cell in row] for row in rows)


def write_xlsx(path: Path, heading: Heading, rows: Rows) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("cases")
    sheet.append(list(heading))
    for number, row in enumerate(rows):
        if number >= MOST_SHEET_ROWS:
            raise BadInput(fields={"out": "more rows than a workbook holds: write .csv or .parquet"})
        # Workbooks know no time zones.
        plain = [cell.replace(tzinfo=None) if isinstance(cell, datetime) else safe(cell) for cell in row]
        sheet.append(plain)
    with _whole(path) as fresh:
        book.save(fresh)


def write_parquet(path: Path, heading: Heading, rows: Rows) -> None:
    try:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise BadInput(fields={"out": "Parquet needs pyarrow: pip install 'mulin[parquet]'"}) from None
    schema = arrow.schema([(name, _arrow_type(arrow, kind)) for name, kind in heading.items()])
    with _whole(path) as fresh, parquet.ParquetWriter(fresh, schema) as writer:
        while piece := list(islice(rows, BATCH)):
            columns = dict(zip(heading, map(list, zip(*piece, strict=True)), strict=True))
            writer.write_table(arrow.table(columns, schema=schema))


def _arrow_type(arrow: Any, kind: type) -> Any:
    if kind is datetime:
        return arrow.timestamp("us", tz="UTC")
    return {str: arrow.string(), int: arrow.int64(), float: arrow.float64(), bool: arrow.bool_()}[kind]


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield fresh
        fresh.replace(path)
    except OSError as fault:
        raise BadInput(fields={"out": f"cannot write {path}: {fault.strerror}"}) from fault
    finally:
        fresh.unlink(missing_ok=True)
