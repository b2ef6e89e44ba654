"""Writing planned areas: new ones by COPY, changed ones one by one."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import connection

from mulin.lib.clock import today
from mulin.lib.intake import Fate, Intake
from mulin.places.actions.create_area import draw
from mulin.places.imports.plan import Planned
from mulin.places.kinds import AreaKind, Rank
from mulin.places.models import Area, AreaAlias, AreaBoundary
from mulin.places.rules import COLUMNS, name_key, short_name

AREA_COLUMNS = [
    "id",
    "code",
    "name",
    "short_name",
    "name_key",
    "rank",
    "parent_id",
    "kind",
    "synthetic",
    "valid_from",
    "households",
    "residents",
    "source",
    "bbox",
    "lng",
    "lat",
    "area_m2",
    "shape_version",
    "boundary_crs",
]


def save_new(planned: list[Planned], *, crs: str, source: str) -> None:
    """Write new areas, parents before children as planned, and their outlines."""
    for pk, each in zip(_ids(len(planned)), planned, strict=True):
        area, above = each.area, each.above
        area.pk, area.parent = pk, above
        if above is not None:
            area.take_lineage(above)
        setattr(area, area.lineage_column, pk)
    day = today()
    _copy("places_area", [*AREA_COLUMNS, *COLUMNS], (_row(each, day, crs, source) for each in planned))
    _copy(
        AreaBoundary._meta.db_table,
        ["area_id", "version", "drawn_on", "geojson"],
        (
            (each.area.pk, 1, day, json.dumps(each.draft.outline.geojson))
            for each in planned
            if each.draft.outline is not None
        ),
    )


def save_known(each: Planned, *, crs: str, report: Intake) -> None:
    """Bring a known area in line with the file."""
    area, draft = each.area, each.draft
    changed: list[str] = []
    if draft.code and draft.name not in {area.name, area.code}:
        AreaAlias.objects.get_or_create(area=area, compound=None, name=short_name(area.name))
        area.name, area.short_name, area.name_key = draft.name, short_name(draft.name), name_key(draft.name)
        changed += ["name", "short_name", "name_key"]
    for column in ("households", "residents"):
        value = getattr(draft, column)
        if value is not None and value != getattr(area, column):
            setattr(area, column, value)
            changed.append(column)
    if changed:
        area.save(update_fields=changed)
    if draft.outline is not None and area.boundary != draft.outline.geojson:
        draw(area, draft.outline, crs)
        changed.append("boundary")
    report.count(Fate.CHANGED if changed else Fate.SAME)


def _ids(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('places_area', 'id')) FROM generate_series(1, %s)", [count]
        )
        return [pk for (pk,) in cursor.fetchall()]


def _row(each: Planned, day: date, crs: str, source: str) -> tuple[Any, ...]:
    area, draft, outline = each.area, each.draft, each.draft.outline
    kind = draft.kind or (AreaKind.BASIC if area.rank >= Rank.GRID else AreaKind.DIVISION)
    west, south, east, north = outline.bbox if outline else (0.0, 0.0, 0.0, 0.0)
    return (
        area.pk,
        area.code,
        area.name,
        short_name(area.name),
        name_key(area.name),
        int(area.rank),
        area.parent_id,
        str(kind),
        False,
        day,
        draft.households,
        draft.residents,
        source,
        f"(({east!r},{north!r}),({west!r},{south!r}))" if outline else None,
        outline.lng if outline else None,
        outline.lat if outline else None,
        outline.area_m2 if outline else None,
        1 if outline else 0,
        crs,
        *(getattr(area, column) for column in COLUMNS),
    )


def _copy(table: str, columns: list[str], rows: Iterator[tuple[Any, ...]]) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def first_area(planned: list[Planned], root: Area | None) -> Area | None:
    """Of whom the history says that the import happened."""
    return root or (planned[0].area if planned else None)
