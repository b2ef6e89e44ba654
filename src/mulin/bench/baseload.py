"""Power of homes that is never nothing: how often 48 hours at no more than the base load come, and whether an absence is seen."""

import argparse
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from time import perf_counter

from mulin.bench.measured import Measured
from mulin.care.rules.standing import Standing
from mulin.care.rules.watch import Finding, Rule, due_of, judge
from mulin.lib.errors import BadInput
from mulin.lib.tables import Row, read

Readings = list[tuple[datetime, float]]
DAY = timedelta(days=1)
#: The base load is twice what a home takes in the quietest tenth of its readings; meters round.
QUIETEST, TIMES, ROUNDING = 10, 2.0, 1.05
AWAY = 3 * DAY
#: A Monday; weeks without a year are laid out from here.
MONDAY = datetime(2026, 1, 5, tzinfo=UTC)


def arguments(parser: argparse.ArgumentParser) -> None:
    told = "columns meter_id, kwh and read_at, or week and hour_of_week"
    parser.add_argument("--readings", type=Path, required=True, metavar="CSV", help=told)


def run(options: argparse.Namespace) -> Measured:
    started = perf_counter()
    homes = used(options.readings)
    if not homes:
        raise BadInput(fields={"readings": "the file has no readings"})
    days = alerts = zero = seen = 0.0
    noisy = 0
    for rows in homes.values():
        quiet = quietest(rows)
        base = quiet * TIMES * ROUNDING
        days += (rows[-1][0] - rows[0][0]) / DAY
        mine = len(raised(register(rows), Rule(), base))
        alerts, noisy = alerts + mine, noisy + bool(mine)
        zero += len(raised(register(rows), Rule()))
        seen += bool(_absence_seen(rows, quiet, base))
    data = {
        "homes": len(homes),
        "home_days": round(days),
        "alerts": round(alerts),
        "homes_with_alerts": noisy,
        "per_100_home_days": round(100 * alerts / max(days, 1), 2),
        "alerts_if_only_nothing_counts": round(zero),
        "absences_of_three_days_seen": round(seen),
        "seconds": round(perf_counter() - started, 1),
    }
    lines = [
        f"{len(homes)} homes, {days:,.0f} home-days, {data['seconds']} s",
        f"{data['alerts']} alerts at no more than the base load, {data['per_100_home_days']} per 100 home-days",
        f"in {noisy} homes; {data['alerts_if_only_nothing_counts']} alerts if only nothing at all counted",
        f"three days at the quietest tenth laid into each home: seen in {data['absences_of_three_days_seen']} of {len(homes)}",
    ]
    return Measured(lines, data)


def used(path: Path) -> dict[str, Readings]:
    """What each home took up to each moment, the oldest first; negative values are the meters' own."""
    homes: dict[str, Readings] = defaultdict(list)
    for row in read(path, ["meter_id", "kwh"]):
        homes[row["meter_id"]].append((_moment(row), max(_number(row, "kwh"), 0.0)))
    return {name: sorted(rows) for name, rows in homes.items() if len(rows) > 1}


def _moment(row: Row) -> datetime:
    if "read_at" in row.cells:
        moment = datetime.fromisoformat(row["read_at"])
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return MONDAY + timedelta(weeks=_number(row, "week"), hours=_number(row, "hour_of_week"))


def _number(row: Row, name: str) -> float:
    try:
        return float(row[name])
    except ValueError as error:
        raise BadInput(fields={name: f"row {row.number}: {error}"}) from error


def quietest(rows: Readings) -> float:
    """In kWh an hour, in the quietest tenth of the readings."""
    steps = sorted((at - before) for (before, _was), (at, _now) in pairwise(rows))
    hours = max(steps[len(steps) // 2] / timedelta(hours=1), 1 / 60)
    return sorted(kwh for _at, kwh in rows)[len(rows) // QUIETEST] / hours


def register(rows: Readings) -> Readings:
    """As the meter's running total."""
    total, found = 0.0, Readings()
    for at, kwh in rows:
        total += kwh
        found.append((at, total))
    return found


def _absence_seen(rows: Readings, quiet: float, base: float) -> bool:
    """Three days in the middle at the quietest tenth: raised from within a day before they began?"""
    away = rows[len(rows) // 2][0]
    laid, before = Readings(), rows[0][0]
    for at, kwh in rows:
        hours = (at - before) / timedelta(hours=1)
        laid.append((at, quiet * hours if away <= at < away + AWAY else kwh))
        before = at
    return any(away - DAY <= since <= away for since in raised(register(laid), Rule(), base))


def raised(readings: Sequence[tuple[datetime, float]], rule: Rule, base: float = 0) -> list[datetime]:
    """What the rules raise when the totals of one meter come in, the clock going with them."""
    standing: Standing | None = None
    found: list[datetime] = []
    for at, total in readings:
        if standing is None:
            standing = Standing.first(at, total)
        else:
            due = due_of(rule, standing)
            if due < at:
                _look(rule, standing, due, found)
            standing.take(at, total, learn=rule.learnt, base=base)
        _look(rule, standing, at, found)
    return found


def _look(rule: Rule, standing: Standing, moment: datetime, found: list[datetime]) -> None:
    known = bool(found) and standing.still_from <= found[-1]
    if not known and judge(rule, [standing], moment).finding is Finding.STILL:
        found.append(standing.still_from)
