"""How pages and acts fare as cases grow: the same requests over HTTP at each size, against the raw statements."""

import argparse
import json
from collections.abc import Iterator, Mapping
from functools import partial
from time import perf_counter
from typing import Any

from django.db import connection

from mulin.bench import floor
from mulin.bench.deeds import (
    DESK,
    KIND,
    LOGINS,
    Reports,
    acts,
    case_pages,
    grounds,
    lives,
    reading,
    sending,
    waiting,
)
from mulin.bench.driver import Browser, Plan, Request, play
from mulin.bench.fill import fill, stock
from mulin.bench.measured import Measured
from mulin.bench.recorded import Desk, flat, life, page, script
from mulin.bench.served import cookies, serving
from mulin.cases.kinds import State
from mulin.cases.models import Case
from mulin.cases.queries.audit import misfits
from mulin.catalogue.queries import kind_by_key
from mulin.demo.structure import build_structure

USERS, SECONDS = 8, 6.0
#: More than any round can use up a second; what is left over is there at every size alike.
MOST_A_SECOND = 500
#: A life is eight requests: its round lasts longer than the others.
LIFE_TAKES = 4
SHOWN_FAULTS = 20
ROUNDS = ("list", "case", "report", "file", "dispatch", "life")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cases", default="10000,1000000", help="sizes, smallest first")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="length of each round")
    parser.add_argument("--users", type=int, default=USERS)
    parser.add_argument("--verify", action="store_true", help="prove all cases at the end")


def run(options: argparse.Namespace) -> Measured:
    build_structure()
    sizes = sorted(int(size) for size in options.cases.split(","))
    found: dict[str, Any] = {"sizes": {}, "users": options.users, "seconds": options.seconds}
    for size in sizes:
        started = perf_counter()
        grow(size, options)
        filled = perf_counter() - started
        found["sizes"][str(size)] = {"fill_seconds": round(filled, 1), **measure(options)}
    found["growth"] = ratios(found["sizes"], str(sizes[0]), str(sizes[-1]))
    faults = (
        [fault for fault, _n in zip(misfits(), range(SHOWN_FAULTS), strict=False)] if options.verify else []
    )
    found["faults"] = faults
    return Measured(list(_lines(found)), found, ok=not faults)


def grow(size: int, options: argparse.Namespace) -> None:
    """So many cases; at each size as many of them wait at the dispatcher's desk, to be filed and to be sent on."""
    room = round(MOST_A_SECOND * (options.seconds + 2))
    room = min(room, max(size - Case.objects.count(), 0) // 4)
    fill(max(size - Case.objects.count() - 2 * room, 0))
    kind = kind_by_key(KIND)
    for state in (State.REPORTED, State.FILED):
        stock(room, state, kind, grounds())


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Every round at the present size, then the same statements without pages."""
    most, reports = MOST_A_SECOND * 100, Reports()
    known = cookies(LOGINS)
    deeds = {
        "list": partial(reading, "/desk/"),
        "case": partial(case_pages, most),
        "report": partial(sending, reports),
        "file": partial(acts, "file", State.REPORTED, most),
        "dispatch": partial(acts, "dispatch", State.FILED, most),
        "life": partial(lives, reports),
    }
    found: dict[str, Any] = {}
    connection.close()
    with serving() as served:
        for name in ROUNDS:
            longer = LIFE_TAKES if name == "life" else 1
            plan = Plan(options.users, options.seconds * longer, served.cpu)
            deed = deeds[name]()
            connection.close()
            found[name] = play(deed, lambda: Browser(served.port, known), plan).figures()
        found["worker_mb"] = served.worker_mb()
    return found | bare(found, reports, options)


def bare(found: Mapping[str, Any], reports: Reports, options: argparse.Namespace) -> dict[str, Any]:
    """How many statements each page asks, and how often a second pgbench asks the same."""
    inbox = page(Request("dispatcher", "/desk/"))
    case = page(Request("dispatcher", DESK.format(case=waiting(State.REPORTED, 1)[0])))
    desk = Desk()
    _cold, once, again = (life(reports, desk) for _ in range(3))
    counts = {name: steps.statements for name, steps in {"list": inbox, "case": case, **once}.items()}
    scripts = {"list": script(inbox.asked), "life": script(flat(once), flat(again))}
    connection.close()
    rates = {name: floor.per_second(text, options.users, options.seconds) for name, text in scripts.items()}
    floor.swept()
    shares = {name: round(found[name]["per_second"] / rate, 4) for name, rate in rates.items() if rate}
    return {
        "statements": counts | {"life": sum(each.statements for each in once.values())},
        "pgbench_per_second": {name: round(rate, 1) for name, rate in rates.items()},
        "share_of_pgbench": shares,
    }


def ratios(sizes: Mapping[str, Any], small: str, large: str) -> dict[str, dict[str, float]]:
    """What the largest size takes over what the smallest takes: by the clock, and by CPU."""
    found: dict[str, dict[str, float]] = {}
    for name in ROUNDS:
        one, other = sizes[small][name], sizes[large][name]
        if "median_ms" in one and "median_ms" in other:
            used = [sum(each["cpu_ms"].values()) for each in (one, other)]
            found[name] = {
                "median": round(other["median_ms"] / max(one["median_ms"], 0.1), 2),
                "cpu": round(used[1] / max(used[0], 0.01), 2),
            }
    return found


def _lines(found: Mapping[str, Any]) -> Iterator[str]:
    for size, rows in found["sizes"].items():
        yield f"{size} cases (filled in {rows['fill_seconds']} s), {found['users']} users:"
        for name in ROUNDS:
            yield f"  {name:<9} {json.dumps(rows[name])}"
        yield f"  statements {json.dumps(rows['statements'])}"
        yield f"  pgbench a second {json.dumps(rows['pgbench_per_second'])}, share {json.dumps(rows['share_of_pgbench'])}"
        yield f"  heaviest worker {rows['worker_mb']} MB"
    yield f"growth {json.dumps(found['growth'])}"
    yield from found["faults"]
