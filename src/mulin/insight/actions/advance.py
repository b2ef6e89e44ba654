"""Tallies are advanced from events, exactly once, in the transaction that takes the waiting rows."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection

from mulin.catalogue.kinds import Track
from mulin.catalogue.models import Kind
from mulin.insight.rules import DayKey, OpenKey, measures, open_deltas
from mulin.lib import clock
from mulin.places.models import Area
from mulin.places.rules import COLUMNS
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

Lineages = dict[int, list[int]]
#: Data of an event whose standings before and after are both given.
Told = tuple[Event, Sequence[Any] | None, Sequence[Any] | None]


def advance(events: Iterable[Event]) -> None:
    """Add what these events change; rows are written in one order, so that two relays cannot deadlock."""
    opened: Counter[OpenKey] = Counter()
    late: Counter[OpenKey] = Counter()
    days: Counter[DayKey] = Counter()
    told = _counted(event for event in events if event.subject_kind == "case" and "now" in event.data)
    above = _lineages({standing[1] for _event, *both in told for standing in both if standing})
    for event, was, stands in told:
        _count_open(open_deltas(was, stands), above, opened, late)
        if stands:
            _count_day(event, stands, above, days)
    open_rows = [(*key, opened[key], late[key]) for key in sorted({*opened, *late})]
    _write(OPEN_SQL, [row for row in open_rows if row[2] or row[3]])
    _write(DAY_SQL, [(*key, n) for key, n in sorted(days.items())])


def _counted(events: Iterable[Event]) -> list[Told]:
    """Each event with its case's standing before and after, empty where the case is of care: that is in no tally."""
    told: list[Told] = [(event, event.data["was"], event.data["now"]) for event in events]
    kinds = {standing[3] for _event, *both in told for standing in both if standing}
    care = set(Kind.objects.filter(pk__in=kinds - {None}, track=Track.CARE).values_list("pk", flat=True))
    if not care:
        return told
    return [(event, _unless(care, was), _unless(care, stands)) for event, was, stands in told]


def _unless(care: set[int], standing: Sequence[Any] | None) -> Sequence[Any] | None:
    return None if standing and standing[3] in care else standing


def _lineages(area_ids: set[int | None]) -> dict[int, list[int]]:
    """Each area with all above it, read once a batch; 0 stands for what has no place."""
    rows = Area.objects.filter(pk__in={i for i in area_ids if i}).values_list("pk", *COLUMNS)
    return {0: [0], **{row[0]: [area for area in row[1:] if area] for row in rows}}


def _count_open(
    deltas: Mapping[tuple[int, str, bool], int],
    above: Lineages,
    opened: Counter[OpenKey],
    late: Counter[OpenKey],
) -> None:
    for (area_id, state, is_late), n in deltas.items():
        for area in above[area_id]:
            opened[(area, state)] += n
            if is_late:
                late[(area, state)] += n


def _count_day(event: Event, stands: Sequence[Any], above: Lineages, days: Counter[DayKey]) -> None:
    day = clock.local(event.at).date()
    _state, area_id, _late, kind_id = stands
    for measure in measures(event.verb, event.data):
        for area in above[area_id or 0]:
            days[(area, day, str(measure), kind_id or 0)] += 1


def _write(sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        for start in range(0, len(rows), CHUNK):
            part = rows[start : start + CHUNK]
            marks = ", ".join("(" + ", ".join(["%s"] * len(row)) + ")" for row in part)
            cursor.execute(sql.format(rows=marks), [value for row in part for value in row])
