"""Write cases into a table: CSV, XLSX or Parquet by the name of the file."""

import argparse
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from mulin.cases.queries.export import HEADING, export_rows
from mulin.config.outcome import Outcome
from mulin.config.progress import bar
from mulin.lib.errors import BadInput
from mulin.lib.spreadsheets import write_csv, write_parquet, write_xlsx
from mulin.places.queries import area_by_code

Writer = Callable[[Path, dict[str, type], Iterator[tuple[object, ...]]], None]
WRITERS: dict[str, Writer] = {".csv": write_csv, ".xlsx": write_xlsx, ".parquet": write_parquet}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=("cases",), metavar="cases")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="ends with .csv, .xlsx or .parquet"
    )
    parser.add_argument("--area", metavar="CODE", help="this area and below")
    parser.add_argument(
        "--since", type=date.fromisoformat, metavar="DATE", help="reported on this day or later"
    )
    parser.add_argument(
        "--until", type=date.fromisoformat, metavar="DATE", help="reported on this day or earlier"
    )


def run(options: argparse.Namespace) -> Outcome:
    write = WRITERS.get(options.out.suffix.lower())
    if write is None:
        raise BadInput(fields={"out": f"the file must end with one of {', '.join(WRITERS)}"})
    area = area_by_code(options.area) if options.area else None
    counted = 0

    def rows() -> Iterator[tuple[object, ...]]:
        nonlocal counted
        for row in export_rows(area, options.since, options.until):
            counted += 1
            progress(counted)
            yield row

    with bar("cases") as progress:
        write(options.out, HEADING, rows())
    return Outcome([f"{options.out}: {counted} cases"], {"file": str(options.out), "cases": counted})
