"""How many points find their area, and how fast: many at once, and one by one as a page asks."""

import argparse
import csv
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Any

from django.utils.translation import gettext_lazy as _

from mulin.bench.measured import Measured
from mulin.lib.errors import BadInput
from mulin.lib.tables import read
from mulin.places.imports import take_areas
from mulin.places.imports.drafts import properties_of
from mulin.places.models import Area
from mulin.places.queries import locate, locate_many

LNG = ("lng", "lon", "long", "longitude", "x")
LAT = ("lat", "latitude", "y")
ONE_BY_ONE = 2_000
MOST_EXAMPLES = 20

Point = tuple[float, float]


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--areas", type=Path, required=True, metavar="GEOJSON")
    parser.add_argument("--points", type=Path, required=True, metavar="CSV", help="columns lng and lat")
    parser.add_argument("--out", type=Path, metavar="CSV", help="write the area code of each row")
    parser.add_argument("--crs", choices=("wgs84", "gcj02", "bd09"), default="wgs84")
    parser.add_argument("--code", metavar="PROPERTY", help="the property that holds the areas' codes")


def run(options: argparse.Namespace) -> Measured:
    started = perf_counter()
    taken = _take(options.areas, options.crs, options.code)
    import_seconds = perf_counter() - started
    rows = list(_points(options.points))
    points = [point for point in rows if point is not None]
    started = perf_counter()
    found = iter(locate_many(points))
    seconds = perf_counter() - started
    by_row = [next(found) if point is not None else None for point in rows]
    if options.out:
        _write(options.out, rows, by_row)
    single = _one_by_one(points, [each for each in by_row if each is not None])
    data = {
        "areas": taken["areas"],
        "refused_areas": taken["refused"],
        "import_seconds": round(import_seconds, 3),
        "points": len(rows),
        "unreadable": len(rows) - len(points),
        "one": sum(len(each) == 1 for each in by_row if each is not None),
        "none": sum(not each for each in by_row if each is not None),
        "several": sum(len(each) > 1 for each in by_row if each is not None),
        "seconds": round(seconds, 3),
        "per_second": round(len(points) / seconds) if seconds else 0,
        **single,
    }
    share = data["one"] / len(points) if points else 0.0
    lines = [
        f"{len(points):,} points, {taken['areas']:,} areas",
        f"{share:.2%} in exactly one, {data['none']:,} in none, {data['several']:,} in several",
        f"{data['per_second']:,} a second at once, {data['single_per_second']:,} one by one",
    ]
    return Measured(lines, {**data, "share_one": round(share, 6)}, ok=single["disagree"] == 0)


def _take(path: Path, crs: str, code: str | None) -> dict[str, int]:
    """The areas into the database of this measurement, under the codes that the file itself tells."""
    column = code or _code_column(path)
    report = take_areas(
        path,
        crs=crs,
        rank="community",
        keep_good=True,
        map={"code": column, "name": column} if column else {},
    )
    return {"areas": Area.objects.count(), "refused": report.refused}


def _code_column(path: Path) -> str | None:
    """A column called code, else the first whose plain values are all there and all different."""
    rows = list(properties_of(path))
    if not rows:
        raise BadInput(fields={"areas": _("The file has no areas.")})
    named = next((name for name in rows[0] if name.lower() == "code"), None)
    return named or next((name for name in rows[0] if _tells_apart(name, rows)), None)


def _tells_apart(name: str, rows: list[dict[str, Any]]) -> bool:
    values = [str(row.get(name, "") or "") for row in rows]
    plain = all(value.isascii() and value.replace("-", "").isalnum() for value in values)
    return plain and len(set(values)) == len(rows)


def _points(path: Path) -> Iterator[Point | None]:
    """A point a row; None for a row without one, blank rows included, so that rows keep their order."""
    names: tuple[str, str] | None = None
    last = 1
    for row in read(path):
        yield from [None] * (row.number - last - 1)
        last = row.number
        names = names or (_column(row.cells, LNG), _column(row.cells, LAT))
        try:
            point = float(row[names[0]]), float(row[names[1]])
        except ValueError:
            yield None
            continue
        yield point if -180 <= point[0] <= 180 and -90 <= point[1] <= 90 else None


def _column(cells: dict[str, str], names: tuple[str, ...]) -> str:
    lower = {name.lower(): name for name in cells}
    for name in names:
        if name in lower:
            return lower[name]
    raise BadInput(fields={"points": _("The file needs a column %(name)s.") % {"name": names[0]}})


def _write(path: Path, rows: list[Point | None], found: list[list[int] | None]) -> None:
    known = {pk: (code, name) for pk, code, name in Area.objects.values_list("pk", "code", "name")}
    zipped = path.suffix == ".gz"
    with gzip.open(path, "wt", newline="") if zipped else path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["lng", "lat", "area", "name", "areas"])
        for point, ids in zip(rows, found, strict=True):
            code, name = known[ids[0]] if ids else ("", "")
            writer.writerow([*(point or ("", "")), code, name, len(ids or [])])


def _one_by_one(points: list[Point], at_once: list[list[int]]) -> dict[str, Any]:
    """A sample asked as a page asks, by the database's index; it must agree with the bulk answer."""
    step = max(1, len(points) // ONE_BY_ONE)
    sample = range(0, len(points), step)
    took: list[float] = []
    disagree: list[Point] = []
    for at in sample:
        started = perf_counter()
        located = locate(*points[at])
        took.append((perf_counter() - started) * 1000)
        if [area.pk for area in located.ties] != at_once[at]:
            disagree.append(points[at])
    cuts = quantiles(took, n=20) if len(took) > 1 else [sum(took)] * 19
    return {
        "single": len(took),
        "single_per_second": round(1000 * len(took) / sum(took)) if took else 0,
        "single_ms_p50": round(cuts[9], 3),
        "single_ms_p95": round(cuts[18], 3),
        "disagree": len(disagree),
        "disagreeing": json.loads(json.dumps(disagree[:MOST_EXAMPLES])),
    }
