"""The real meters: one alert for each stillness of 48 hours that can be known, and none beside."""

import csv
import gzip
import json
import subprocess
import sys
from argparse import Namespace
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mulin.bench.baseload import raised, run
from mulin.care.rules.watch import Rule
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


def test_the_rules_find_what_a_plain_count_finds() -> None:
    rows = read()
    found = [(meter, since) for meter, readings in rows.items() for since in raised(readings, Rule())]
    assert len(found) == len(set(found)) == KNOWABLE
    assert set(found) == counted(rows)


@pytest.mark.parametrize(
    ("file", "homes", "seen", "most"),
    [("sydney_halfhourly", 6, 6, 0.5), ("swiss_hourly", 220, 205, 1.0)],
)
def test_a_home_at_its_base_load_is_still(file: str, homes: int, seen: int, most: float) -> None:
    """A fridge runs on: three days at the base load are found in nearly each home, and little beside."""
    readings = data("meters_electricity", f"{file}.csv.gz")
    told = run(Namespace(readings=readings)).data
    assert told["homes"] == homes
    assert told["absences_of_three_days_seen"] >= seen
    assert told["per_100_home_days"] < most


def test_the_replay_through_the_house_raises_the_same() -> None:
    command = [sys.executable, "-m", "mulin", "bench", "meters", "--readings", str(file()), "--json"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    told = json.loads(done.stdout)
    alerts = {(one["meter"], datetime.fromisoformat(one["from"])) for one in told["alerts"]}
    assert told["alert_count"] == len(alerts) == KNOWABLE
    assert alerts == counted(read())
    assert told["misfits"] == []
