"""Readings come in, in batches, repeated, late or out of order; only homes that agreed are kept."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F

from mulin.care.actions.bulk import put_meters
from mulin.care.actions.judging import look_again
from mulin.care.models import Meter
from mulin.care.rules.kept import put, standing_of
from mulin.care.rules.standing import GAP, Change, Standing
from mulin.lib import clock
from mulin.people.access import agreed
from mulin.people.kinds import Purpose

#: A reading from further ahead comes from a clock that is wrong, and would hide stillness.
AHEAD = timedelta(minutes=15)
NAMED = 100
KEEP = """
INSERT INTO care_reading (meter_id, read_at, total, district_id)
SELECT * FROM unnest(%s::bigint[], %s::timestamptz[], %s::float8[], %s::bigint[])
ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Given:
    """One reading as sent: the meter's number, the moment, the register's total."""

    code: str
    at: datetime
    total: float


@dataclass
class Taken:
    """What became of a batch. `unknown`: meters not watched here, for whatever reason; `early`: before the consent."""

    stored: int = 0
    repeated: int = 0
    early: int = 0
    ahead: int = 0
    unknown: int = 0
    unknown_meters: list[str] = field(default_factory=list)


@transaction.atomic
def take_readings(given: Sequence[Given], *, organisation_ids: Collection[int]) -> Taken:
    """Keep and judge a batch of the meters of these organisations; the same batch again changes nothing."""
    taken = Taken()
    meters = _meters({one.code for one in given}, organisation_ids)
    batch = _sorted_out(given, meters, taken)
    kept = [(meter, one) for meter, readings in batch for one in readings]
    taken.stored = _keep(kept)
    taken.repeated = len(kept) - taken.stored
    changes = {meter.pk: _take(meter, readings) for meter, readings in batch}
    touched = [meter for meter, _readings in batch]
    put_meters(touched)
    look_again(touched, changes)
    return taken


def _meters(codes: Collection[str], organisation_ids: Collection[int]) -> dict[str, Meter]:
    """Locked in one order, whoever sends."""
    found = Meter.objects.filter(
        agreed(Purpose.METER, "watch__entry__person_id"),
        agreed(Purpose.CARE, "watch__entry__person_id"),
        code__in=codes,
        organisation_id__in=organisation_ids,
        watch__ended_at=None,
    )
    locked = found.select_for_update(of=("self",)).order_by("pk")
    known = locked.annotate(
        low=F("watch__low"),
        learnt=F("watch__learnt"),
        high=F("watch__high"),
        since=F("watch__since"),
        district=F("watch__entry__district_id"),
    )
    return {meter.code: meter for meter in known}


def _sorted_out(
    given: Iterable[Given], meters: dict[str, Meter], taken: Taken
) -> list[tuple[Meter, list[Given]]]:
    latest = clock.now() + AHEAD
    batch: defaultdict[str, list[Given]] = defaultdict(list)
    unknown: set[str] = set()
    for one in given:
        meter = meters.get(one.code)
        if meter is None:
            taken.unknown += 1
            unknown.add(one.code)
        elif one.at > latest:
            taken.ahead += 1
        elif one.at < meter.since:  # type: ignore[attr-defined] # annotated
            taken.early += 1
        else:
            batch[one.code].append(one)
    taken.unknown_meters = sorted(unknown)[:NAMED]
    return [(meters[code], sorted(rows, key=lambda r: (r.at, r.total))) for code, rows in batch.items()]


def _keep(rows: Sequence[tuple[Meter, Given]]) -> int:
    if not rows:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            KEEP,
            [
                [meter.pk for meter, _one in rows],
                [one.at for _meter, one in rows],
                [float(one.total) for _meter, one in rows],
                [meter.district for meter, _one in rows],  # type: ignore[attr-defined] # annotated
            ],
        )
        return int(cursor.rowcount)


def _take(meter: Meter, readings: Sequence[Given]) -> list[tuple[datetime, Change]]:
    """The row as of these readings; what each changed."""
    low: float = meter.low  # type: ignore[attr-defined] # annotated
    learn: bool = meter.learnt  # type: ignore[attr-defined] # annotated
    standing = standing_of(meter)
    changes: list[tuple[datetime, Change]] = []
    for one in readings:
        newest = standing is None or one.at > standing.last_at
        if newest and meter.fault_at is None:
            meter.faults.filter(until=None).update(until=one.at)
        if newest:
            meter.fault_at = one.at + GAP
        if standing is None:
            standing, change = Standing.first(one.at, one.total), Change.FIRST
        else:
            change = standing.take(one.at, one.total, low=low, base=meter.base, learn=learn)
        if change is Change.SWAPPED:
            meter.swapped_at = one.at
        if change is not Change.SAME:
            changes.append((one.at, change))
    if standing is not None:
        put(meter, standing, low=low)
    return changes
