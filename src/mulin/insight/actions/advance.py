"""Tallies are advanced from events, exactly once, in the transaction that takes the waiting rows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from mulin.insight.rules import DayKey, OpenKey, measures, open_deltas
from mulin.lib import clock
from mulin.places.queries import lineage_ids
from mulin.trail.models import Event

OPEN_SQL = """
INSERT INTO insight_opentally (area_id, state, count, late) VALUES {rows}
ON CONFLICT (area_id, state) DO UPDATE
SET count = insight_opentally.count + excluded.count, late = insight_opentally.late + excluded.late
"""
DAY_SQL = """
INSERT INTO insight_daytally (area_id, day, measure, kind_id, count) VALUES {rows}
ON CONFLICT (area_id, day, measure, kind_id) DO UPDATE
SET count = insight_daytally.count + excluded.count
"""
CHUNK = 500


def advance(events: Iterable[Event]) -> None:
    """Add what these events change; rows are written in one order, so that two relays cannot deadlock."""
    opened: Counter[OpenKey] = Counter()
    late: Counter[OpenKey] = Counter()
    days: Counter[DayKey] = Counter()
    for event in events:
        if event.subject_kind == "case" and "now" in event.data:
            _count_open(event, opened, late)
            _count_day(event, days)
    open_rows = [(*key, opened[key], late[key]) for key in sorted({*opened, *late})]
    _write(OPEN_SQL, [row for row in open_rows if row[2] or row[3]])
    _write(DAY_SQL, [(*key, n) for key, n in sorted(days.items())])


def areas_of(area_id: int | None) -> list[int]:
    """The area and all above it; 0 for what has no place."""
    return lineage_ids(area_id) if area_id else [0]


def _count_open(event: Event, opened: Counter[OpenKey], late: Counter[OpenKey]) -> None:
    for (area_id, state, is_late), n in open_deltas(event.data.get("was"), event.data["now"]).items():
        for area in areas_of(area_id):
            opened[(area, state)] += n
            if is_late:
                late[(area, state)] += n


def _count_day(event: Event, days: Counter[DayKey]) -> None:
    day = clock.local(event.at).date()
    _state, area_id, _late, kind_id = event.data["now"]
    for measure in measures(event.verb, event.data):
        for area in areas_of(area_id):
            days[(area, day, str(measure), kind_id or 0)] += 1


def _write(sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        for start in range(0, len(rows), CHUNK):
            part = rows[start : start + CHUNK]
            marks = ", ".join("(" + ", ".join(["%s"] * len(row)) + ")" for row in part)
            cursor.execute(sql.format(rows=marks), [value for row in part for value in row])
