"""The real meters: one alert for each stillness of 48 hours that can be known, and none beside."""

import csv
import gzip
import json
import subprocess
import sys
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mulin.care.rules.standing import Standing
from mulin.care.rules.watch import Finding, Rule, due_of, judge
from mulin.lib.clock import LOCAL
from tests.shared_data import data

pytestmark = pytest.mark.real_data("meters_water", "meters_electricity")
H48, H6 = timedelta(hours=48), timedelta(hours=6)
Rows = dict[str, list[tuple[datetime, float]]]
KNOWABLE = 431


def file() -> Path:
    return data("meters_water", "readings_hourly.csv.gz")


def read() -> Rows:
    rows: Rows = defaultdict(list)
    with gzip.open(file(), "rt") as lines:
        for row in csv.DictReader(lines):
            at = datetime.fromisoformat(row["read_at"]).replace(tzinfo=LOCAL)
            rows[row["meter_id"]].append((at, float(row["litres_total"])))
    return rows


def counted(rows: Rows) -> set[tuple[str, datetime]]:
    """By hand: runs of one total; known by a reading 48 h after the first, or by the clock while readings still came."""
    found = set()
    for meter, readings in rows.items():
        ordered = sorted(set(readings))
        first = last = ordered[0]
        for reading in [*ordered[1:], None]:
            if reading is not None and reading[1] == first[1]:
                last = reading
                continue
            due = first[0] + H48
            by_reading = last[0] >= due
            by_clock = reading is not None and reading[0] > due and due - last[0] <= H6
            if by_reading or by_clock:
                found.add((meter, first[0]))
            if reading is not None:
                first = last = reading
    return found


def raised(readings: list[tuple[datetime, float]], rule: Rule, base: float = 0) -> list[datetime]:
    """What the rules raise when the readings of one meter come in, the clock going with them."""
    standing, found = None, list[datetime]()

    def look(moment: datetime) -> None:
        known = found and standing is not None and standing.still_from <= found[-1]
        if standing and not known and judge(rule, [standing], moment).finding is Finding.STILL:
            found.append(standing.still_from)

    for at, total in readings:
        if standing is not None and due_of(rule, standing) < at:
            look(due_of(rule, standing))
        if standing is None:
            standing = Standing.first(at, total)
        else:
            standing.take(at, total, learn=rule.learnt, base=base)
        look(at)
    return found


def test_the_rules_find_what_a_plain_count_finds() -> None:
    rows = read()
    found = [(meter, since) for meter, readings in rows.items() for since in raised(readings, Rule())]
    assert len(found) == len(set(found)) == KNOWABLE
    assert set(found) == counted(rows)


def test_a_home_at_its_base_load_is_still() -> None:
    """A fridge runs on: three days at the base load are found in each home, and hardly anything beside."""
    homes: dict[str, list[tuple[datetime, float]]] = defaultdict(list)
    with gzip.open(data("meters_electricity", "sydney_halfhourly.csv.gz"), "rt") as lines:
        for row in csv.DictReader(lines):
            at = datetime.fromisoformat(row["read_at"]).replace(tzinfo=UTC)
            homes[row["meter_id"]].append((at, max(float(row["kwh"]), 0)))
    found, days = 0, 0.0
    for used in homes.values():
        used.sort()
        base = sorted(kwh for _at, kwh in used)[len(used) // 10] * 2
        away = used[len(used) // 2][0]
        total, register = 0.0, []
        for at, kwh in used:
            total += base / 2 if away <= at < away + timedelta(days=3) else kwh
            register.append((at, total))
        starts = raised(register, Rule(), base * 1.05)
        assert [start for start in starts if away - timedelta(days=1) <= start <= away] != []
        found += len(starts) - 1
        days += (used[-1][0] - used[0][0]).total_seconds() / 86400
    assert len(homes) == 6
    assert 100 * found / days < 0.5


def test_the_replay_through_the_house_raises_the_same() -> None:
    command = [sys.executable, "-m", "mulin", "bench", "meters", "--readings", str(file()), "--json"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told = json.loads(done.stdout)
    alerts = {(one["meter"], datetime.fromisoformat(one["from"])) for one in told["alerts"]}
    assert told["alert_count"] == len(alerts) == KNOWABLE
    assert alerts == counted(read())
    assert told["misfits"] == []
