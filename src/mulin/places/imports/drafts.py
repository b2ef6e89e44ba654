"""Rows of a CSV, XLSX or GeoJSON file as drafts of areas, nothing looked up yet."""

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from mulin.lib.errors import BadInput, Refusal
from mulin.lib.intake import Intake
from mulin.lib.tables import Column, Row, read
from mulin.places.kinds import AreaKind, Rank
from mulin.places.rules.codes import rank_of
from mulin.places.rules.outline import Outline, outline_of

COLUMNS = [
    Column("code", str(_("never used again; without one the next is given out")), example="370102001001001"),
    Column("name", str(_("the area's name")), needed=True, example="第1网格"),
    Column("parent", str(_("code (or name) of the area above")), example="370102001001"),
    Column("rank", ", ".join(rank.name.lower() for rank in Rank), example="grid"),
    Column("kind", ", ".join(AreaKind.values), example="basic"),
    Column("households", str(_("number of households")), example="320"),
    Column("residents", str(_("number of residents")), example="960"),
]
FIELDS = tuple(column.name for column in COLUMNS)
# The parents' columns of the national division's files, the nearest first.
PARENT_COLUMNS = ("parent", "parent_code", "streetCode", "areaCode", "cityCode", "provinceCode")
MOST_BYTES = 1024 * 1024 * 1024


@dataclass(frozen=True)
class Draft:
    """One area as delivered; `rank` None means: one below its parent."""

    row: int
    code: str
    name: str
    parent: str
    rank: Rank | None
    kind: str
    households: int | None
    residents: int | None
    outline: Outline | None


def read_drafts(
    path: Path, columns: Mapping[str, str], *, crs: str, rank: Rank | None, report: Intake
) -> Iterator[Draft]:
    """Drafts of all good rows; the others are refused in the report."""
    strange = sorted(set(columns) - set(FIELDS))
    if strange:
        message = _("Unknown field %(names)s; known are %(known)s.")
        raise BadInput(fields={"map": message % {"names": ", ".join(strange), "known": ", ".join(FIELDS)}})
    heading: dict[str, str] | None = None
    for number, cells, shape in _rows(path):
        if heading is None or shape is not None:
            heading = _heading(cells, columns, heading)
        try:
            yield _draft(number, {name: cells.get(at) for name, at in heading.items()}, shape, crs, rank)
        except Refusal as refusal:
            report.refuse(number, refusal)


def properties_of(path: Path) -> Iterator[dict[str, Any]]:
    """The plain values of each row or feature, as delivered."""
    for _number, cells, _shape in _rows(path):
        yield dict(cells)


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any], object | None]]:
    name = path.name.lower().removesuffix(".gz")
    if name.endswith((".geojson", ".json")):
        yield from _features(path)
        return
    row: Row
    for row in read(path):
        yield row.number, row.cells, None


def _features(path: Path) -> Iterator[tuple[int, Mapping[str, Any], object | None]]:
    try:
        with path.open("rb") as raw:
            start = raw.read(2)
        with gzip.open(path) if start == b"\x1f\x8b" else path.open("rb") as file:
            text = file.read(MOST_BYTES)
        found = json.loads(text)
    except FileNotFoundError:
        raise BadInput(fields={"file": _("There is no file %(path)s.") % {"path": path}}) from None
    except (OSError, EOFError, ValueError, RecursionError) as fault:
        raise BadInput(fields={"file": _("The file cannot be read: %(why)s") % {"why": fault}}) from fault
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list):
        raise BadInput(fields={"file": _("The file is no GeoJSON FeatureCollection.")})
    for number, feature in enumerate(features, start=1):
        known = feature if isinstance(feature, dict) else {}
        properties = known.get("properties")
        yield number, properties if isinstance(properties, dict) else {}, known.get("geometry")


def _heading(
    cells: Mapping[str, Any], columns: Mapping[str, str], before: dict[str, str] | None
) -> dict[str, str]:
    """Which column holds which field: as told, else by its own name."""
    missing = sorted(column for column in columns.values() if column not in cells)
    if missing and before is None:
        message = _("There is no column %(names)s; the file has %(known)s.")
        known = ", ".join(str(name) for name in cells)
        raise BadInput(fields={"map": message % {"names": ", ".join(missing), "known": known}})
    lower = {str(name).lower(): str(name) for name in cells}
    heading = {name: lower[name] for name in FIELDS if name in lower}
    parent = next((name for name in PARENT_COLUMNS if name in cells), None)
    return heading | ({"parent": parent} if parent else {}) | dict(columns)


def _draft(number: int, cells: Mapping[str, Any], shape: object | None, crs: str, rank: Rank | None) -> Draft:
    text = {name: "" if value is None else str(value).strip() for name, value in cells.items()}
    code = text.get("code", "")
    name = text.get("name", "") or code
    if not name:
        raise BadInput(fields={"name": _("Give the area a name.")})
    if len(name) > 200:
        raise BadInput(fields={"name": _("The name is longer than 200 letters.")})
    kind = text.get("kind", "")
    if kind and kind not in AreaKind.values:
        raise BadInput(
            fields={"kind": _("Known kinds are %(known)s.") % {"known": ", ".join(AreaKind.values)}}
        )
    return Draft(
        row=number,
        code=code,
        name=name,
        parent=text.get("parent", ""),
        rank=rank_named(text.get("rank", "")) or rank or rank_of(code),
        kind=kind,
        households=_count("households", text),
        residents=_count("residents", text),
        outline=outline_of(shape, crs) if shape is not None else None,
    )


def rank_named(text: str) -> Rank | None:
    """`grid`, `micro-grid`, `6`; nothing for nothing."""
    if not text:
        return None
    wanted = text.strip().lower().replace("-", "_")
    for rank in Rank:
        if wanted in {rank.name.lower(), str(rank.value)}:
            return rank
    known = ", ".join(rank.name.lower() for rank in Rank)
    raise BadInput(fields={"rank": _("Known ranks are %(known)s.") % {"known": known}})


def _count(field: str, text: Mapping[str, str]) -> int | None:
    value = text.get(field, "")
    if not value:
        return None
    if not value.isascii() or not value.isdigit() or int(value) > 2**31 - 1:
        raise BadInput(fields={field: _("Give a whole number.")})
    return int(value)
