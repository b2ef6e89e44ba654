"""Alerts of watched homes: readings replayed as if live, the clock going with them, through the actions that serve."""

import argparse
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from mulin.bench.measured import Measured
from mulin.bench.metered import watch_homes
from mulin.care.actions.set_watch import NewRule
from mulin.care.actions.take_readings import Given, take_readings
from mulin.care.actions.tick import fault_next, raise_next
from mulin.care.models import Alert, Fault
from mulin.care.queries.audit import misfits
from mulin.care.rules.standing import GAP
from mulin.lib import clock
from mulin.lib.clock import LOCAL, Frozen
from mulin.lib.errors import BadInput
from mulin.lib.tables import Row, read
from mulin.people.models import Organisation

COLUMNS = ["meter_id", "read_at", "litres_total"]
RULES = {"plain48": NewRule(), "learnt": NewRule(learnt=True)}
#: No clock set by a reading of a batch can be due within it, so the replay stays exact.
BATCH, SPAN = 5_000, GAP
NEXT_DUE = """
SELECT least((SELECT min(due_at) FROM care_watch WHERE due_at IS NOT NULL), (SELECT min(fault_at) FROM care_meter))
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--readings", type=Path, required=True, metavar="CSV", help="columns meter_id, read_at, litres_total"
    )
    parser.add_argument(
        "--rule", choices=RULES, default="plain48", help="48 hours, or learnt from each home's past"
    )


def run(options: argparse.Namespace) -> Measured:
    rows = sorted(_given(options.readings), key=lambda one: one.at)
    if not rows:
        raise BadInput(fields={"readings": _("The file has no readings.")})
    meters: dict[str, datetime] = {}
    for one in rows:
        meters.setdefault(one.code, one.at)
    supplier = watch_homes(meters, RULES[options.rule])
    with connection.cursor() as cursor:
        # The database lives for this measurement only: nobody waits for its disk.
        cursor.execute("SET synchronous_commit TO off")
    started = perf_counter()
    with clock.frozen(rows[0].at) as now:
        replay(rows, supplier, now)
    seconds = perf_counter() - started
    data = {
        "rule": options.rule,
        "meters": len(meters),
        "readings": len(rows),
        "seconds": round(seconds, 1),
        **found(rows),
    }
    lines = [
        f"{len(rows):,} readings of {len(meters)} meters, {data['meter_days']:,} meter-days, {seconds:.0f} s",
        f"{data['alert_count']} alerts, {data['per_100_meter_days']} per 100 meter-days",
        f"{data['spared_by_announced_absence']} of them an announced absence would have spared",
        f"{data['fault_count']} device faults (no reading for more than {GAP})",
    ]
    return Measured([*lines, *data["misfits"]], data, ok=not data["misfits"])


def _given(path: Path) -> Iterator[Given]:
    for row in read(path, COLUMNS):
        yield Given(row["meter_id"], _moment(row), _total(row))


def _moment(row: Row) -> datetime:
    try:
        moment = datetime.fromisoformat(row["read_at"])
    except ValueError as error:
        raise BadInput(fields={"read_at": f"row {row.number}: {error}"}) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=LOCAL)


def _total(row: Row) -> float:
    try:
        return float(row["litres_total"])
    except ValueError as error:
        raise BadInput(fields={"litres_total": f"row {row.number}: {error}"}) from error


def replay(rows: list[Given], supplier: Organisation, now: Frozen) -> None:
    """Each reading comes when it was taken; what the clock owes before it is done before it."""
    place, last = 0, dict[str, datetime]()
    while place < len(rows):
        due = _next_due()
        if due is not None and due < rows[place].at:
            now.move_to(max(due, now.moment))
            _tick()
            continue
        batch = list(_next_batch(rows, place, due, last))
        now.move_to(batch[-1].at)
        take_readings(batch, organisation_ids=[supplier.pk])
        _tick()
        place += len(batch)


def _next_batch(
    rows: list[Given], place: int, due: datetime | None, last: dict[str, datetime]
) -> Iterator[Given]:
    """What comes within a while and before the clock is due; a meter heard of again after silence is taken at once."""
    until = rows[place].at + SPAN
    until = until if due is None else min(until, due)
    for one in islice(rows, place, place + BATCH):
        if one.at > until and one is not rows[place]:
            return
        yield one
        silent = one.at - last.get(one.code, one.at) > GAP
        last[one.code] = one.at
        if silent:
            return


def _next_due() -> datetime | None:
    with connection.cursor() as cursor:
        cursor.execute(NEXT_DUE)
        due: datetime | None = cursor.fetchone()[0]
        return due


def _tick() -> None:
    while raise_next() is not None:
        pass
    while fault_next() is not None:
        pass


def found(rows: list[Given]) -> dict[str, Any]:
    """What the database holds afterwards, and what the file says of how each stillness went on."""
    ends = _ends(rows)
    alerts = Alert.objects.order_by("raised_at").prefetch_related("watch__meters")
    told = []
    spared = 0
    for alert in alerts:
        meter = alert.watch.meters.all()[0].code if alert.watch else ""
        until = ends.get((meter, alert.still_from))
        spared += until is not None and until - alert.still_from <= timedelta(days=14)
        told.append({"meter": meter, "from": alert.still_from, "raised_at": alert.raised_at})
    faults = [
        {"meter": fault.meter.code, "from": fault.since, "to": fault.until}
        for fault in Fault.objects.select_related("meter").order_by("since")
    ]
    days = _meter_days(rows)
    return {
        "meter_days": round(days),
        "alert_count": len(told),
        "per_100_meter_days": round(100 * len(told) / max(days, 1), 2),
        "spared_by_announced_absence": spared,
        "fault_count": len(faults),
        "misfits": list(misfits()),
        "alerts": told,
        "device_faults": faults,
    }


def _ends(rows: list[Given]) -> dict[tuple[str, datetime], datetime]:
    """When each stillness that was followed by use ended."""
    since: dict[str, tuple[float, datetime]] = {}
    ends: dict[tuple[str, datetime], datetime] = {}
    for one in rows:
        total, start = since.get(one.code, (None, one.at))
        if total != one.total:
            if total is not None:
                ends[one.code, start] = one.at
            since[one.code] = (one.total, one.at)
    return ends


def _meter_days(rows: list[Given]) -> float:
    spans: dict[str, tuple[datetime, datetime]] = {}
    for one in rows:
        first, _last = spans.get(one.code, (one.at, one.at))
        spans[one.code] = (first, one.at)
    return sum((last - first).total_seconds() for first, last in spans.values()) / 86400
