"""How fast readings are taken in, judged and kept, as a share of what raw COPY does in the same run."""

import argparse
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from time import perf_counter

from django.db import connection

from mulin.bench.measured import Measured
from mulin.bench.metered import watch_homes
from mulin.care.actions.set_watch import NewRule
from mulin.care.actions.take_readings import Given, take_readings
from mulin.care.models import Meter, Reading
from mulin.lib import clock
from mulin.lib.clock import LOCAL

START = datetime(2026, 1, 1, tzinfo=LOCAL)
HOUR = timedelta(hours=1)
BATCH = 10_000
USES = 0.3
FAR = 1_000_000_000


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--readings", type=int, default=1_000_000, metavar="N")
    parser.add_argument("--meters", type=int, default=200, metavar="N")


def run(options: argparse.Namespace) -> Measured:
    names = {f"M{number:05d}": START for number in range(options.meters)}
    supplier = watch_homes(names, NewRule())
    batches = list(_batches(list(names), options.readings))
    total = sum(map(len, batches))
    first, last = _timed(batches[:3], supplier.pk), 0.0
    seconds = first + _timed(batches[3:-3], supplier.pk)
    last = _timed(batches[-3:], supplier.pk)
    seconds += last
    again = _timed(batches[:3], supplier.pk)
    kept = Reading.objects.count()
    copy_seconds = _copy(batches)
    data = {
        "readings": total,
        "kept": kept,
        "meters": options.meters,
        "seconds": round(seconds, 2),
        "per_second": round(total / seconds),
        "copy_seconds": round(copy_seconds, 2),
        "copy_per_second": round(total / copy_seconds),
        "share_of_copy": round(copy_seconds / seconds, 3),
        "last_to_first": round(last / first, 2),
        "repeated_to_first": round(again / first, 2),
    }
    lines = [
        f"{total:,} readings of {options.meters} meters in {seconds:.1f} s: {data['per_second']:,} a second",
        f"raw COPY of the same rows: {copy_seconds:.1f} s; share {data['share_of_copy']}",
        f"the last batches took {data['last_to_first']} of the first ones: what is stored does not count",
    ]
    return Measured(lines, data, ok=kept == total)


def _batches(names: list[str], wanted: int) -> Iterator[list[Given]]:
    """Hour by hour, all meters; about a third of the homes uses something in an hour."""
    chance, totals = Random(7), dict.fromkeys(names, 1000.0)
    batch: list[Given] = []
    for hour in range(1, wanted // len(names) + 1):
        for name in names:
            totals[name] += round(chance.uniform(1, 60), 1) if chance.random() < USES else 0
            batch.append(Given(name, START + hour * HOUR, totals[name]))
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _timed(batches: list[list[Given]], supplier: int) -> float:
    started = perf_counter()
    for batch in batches:
        with clock.frozen(batch[-1].at):
            take_readings(batch, organisation_ids=[supplier])
    return perf_counter() - started


def _copy(batches: list[list[Given]]) -> float:
    """Into the same table with its key, under meters that nobody has."""
    ids = {meter.code: FAR + meter.pk for meter in Meter.objects.all()}
    started = perf_counter()
    with connection.cursor() as cursor:
        for batch in batches:
            with cursor.copy("COPY care_reading (meter_id, read_at, total, district_id) FROM STDIN") as copy:
                for one in batch:
                    copy.write_row((ids[one.code], one.at, one.total, 1))
    return perf_counter() - started
