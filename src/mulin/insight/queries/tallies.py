"""Sums of the tallies, and their audit against the cases."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, Q, Sum

from mulin.cases.kinds import OPEN
from mulin.cases.models import Case
from mulin.catalogue.kinds import Track
from mulin.insight.kinds import Measure
from mulin.insight.models import DayTally, OpenTally
from mulin.places.models import Area
from mulin.places.rules import COLUMNS


def open_counts(area_ids: list[int]) -> dict[str, tuple[int, int]]:
    """state -> (open, late) over some areas and below, from the tallies: one row a state and area."""
    found: dict[str, tuple[int, int]] = {}
    rows = OpenTally.objects.filter(area_id__in=area_ids).values_list("state", "count", "late")
    for state, count, late in rows:
        before = found.get(state, (0, 0))
        found[state] = (before[0] + count, before[1] + late)
    return found


class Ground(NamedTuple):
    """An area as a list of cases names it, with what stands open there: state -> (open, late)."""

    pk: int
    rank: int
    code: str
    name: str
    counts: dict[str, tuple[int, int]]


GROUNDS = """
SELECT area.id, area.rank, area.code, area.name,
       (SELECT coalesce(json_object_agg(tally.state, json_build_array(tally.count, tally.late)), '{}')::text
        FROM insight_opentally tally WHERE tally.area_id = area.id)
FROM places_area area WHERE area.id = ANY(%s) ORDER BY area.rank, area.code LIMIT %s
"""


def grounds(area_ids: Iterable[int], most: int = 60) -> list[Ground]:
    """The areas, largest first, each with its tallies: one statement."""
    with connection.cursor() as cursor:
        cursor.execute(GROUNDS, [sorted(area_ids), most])
        rows = cursor.fetchall()
    return [
        Ground(pk, rank, code, name, {state: (n, late) for state, (n, late) in json.loads(told).items()})
        for pk, rank, code, name, told in rows
    ]


def day_sums(area_id: int, since: date, until: date) -> dict[str, int]:
    """measure -> how often between two days, both included."""
    rows = (
        DayTally.objects.filter(area_id=area_id, day__range=(since, until))
        .order_by()
        .values_list("measure")
        .annotate(n=Sum("count"))
    )
    return {Measure(measure).value: n for measure, n in rows}


def day_series(area_id: int, since: date, until: date, measures: Sequence[Measure]) -> dict[str, list[int]]:
    """measure -> how often on each day between the two, both included."""
    length = (until - since).days + 1
    found = {measure.value: [0] * length for measure in measures}
    rows = (
        DayTally.objects.filter(area_id=area_id, day__range=(since, until), measure__in=list(measures))
        .order_by()
        .values_list("measure", "day")
        .annotate(n=Sum("count"))
    )
    for measure, day, number in rows:
        found[measure][(day - since).days] = number
    return found


def wrong_tallies() -> Iterator[str]:
    """Where the open tallies disagree with the cases; waiting events must have been drawn before."""
    truth: Counter[tuple[int, str, bool]] = Counter()
    rows = (
        Case.objects.filter(state__in=sorted(OPEN))
        .exclude(kind__track=Track.CARE)
        .order_by()
        .values_list("area_id", "state", "late")
        .annotate(n=Count("pk"))
    )
    above = {row[0]: [a for a in row[1:] if a] for row in Area.objects.values_list("pk", *COLUMNS)}
    for area_id, state, late, n in rows:
        for area in above.get(area_id, [0]) if area_id else [0]:
            truth[(area, state, late)] += n
    kept: Counter[tuple[int, str, bool]] = Counter()
    for area, state, count, late in OpenTally.objects.filter(~Q(count=0) | ~Q(late=0)).values_list(
        "area_id", "state", "count", "late"
    ):
        kept[(area, state, True)] += late
        kept[(area, state, False)] += count - late
    for key in sorted({*truth, *kept}):
        if truth[key] != kept[key]:
            yield f"tally of area {key[0]}, {key[1]}, late={key[2]}: {kept[key]} kept, {truth[key]} true"
