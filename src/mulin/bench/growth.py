"""How pages and acts fare as cases grow: the same requests over HTTP at each size, against the raw statements."""

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.db import connection
from django.test import Client

from mulin.accounts.models import User
from mulin.bench.fill import fill
from mulin.bench.measured import Measured
from mulin.bench.raw import raw_list, statements_of
from mulin.cases.kinds import State
from mulin.cases.models import Case
from mulin.cases.queries.audit import misfits
from mulin.demo.structure import build_structure
from mulin.people.models import Organisation

USERS, SECONDS = 8, 6.0
CSRF = "c" * 32
BACKEND = "django.contrib.auth.backends.ModelBackend"
Ask = Callable[[], tuple[str, str, dict[str, Any] | None]]


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cases", default="10000,1000000", help="sizes, smallest first")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="length of each round")
    parser.add_argument("--users", type=int, default=USERS)
    parser.add_argument("--verify", action="store_true", help="prove the filled cases at the end")


def run(options: argparse.Namespace) -> Measured:
    build_structure(lambda *_progress: None)
    sizes = sorted(int(size) for size in options.cases.split(","))
    found: dict[str, Any] = {"sizes": {}, "users": options.users, "seconds": options.seconds}
    for size in sizes:
        before = time.perf_counter()
        fill(size - Case.objects.count())
        filled = time.perf_counter() - before
        found["sizes"][str(size)] = {"fill_seconds": round(filled, 1), **_measure(options)}
    found["growth"] = _growth(found["sizes"], str(sizes[0]), str(sizes[-1]))
    faults = [fault for fault, _n in zip(misfits(), range(20), strict=False)] if options.verify else []
    found["faults"] = faults
    return Measured(list(_lines(found)), found, ok=not faults)


def _measure(options: argparse.Namespace) -> dict[str, Any]:
    sessions = {login: _session(login) for login in ("dispatcher", "resident")}
    connection.close()
    with serving() as port:
        shots = {
            "list": (sessions["dispatcher"], lambda: ("GET", "/desk/", None)),
            "case": (sessions["dispatcher"], _one("", State.REPORTED)),
            "report": (sessions["resident"], _report),
            "file": (sessions["dispatcher"], _one("file/", State.REPORTED, {"expected_version": ""})),
            "dispatch": (sessions["dispatcher"], _one("dispatch/", State.FILED, _dispatch_fields())),
        }
        found: dict[str, Any] = {
            name: _round(port, cookie, ask, options) for name, (cookie, ask) in shots.items()
        }
        found["memory_mb"] = _memory()
    found["statements"] = {
        "list": statements_of("dispatcher", "/desk/"),
        "case": statements_of("dispatcher", f"/desk/cases/{Case.objects.order_by('-id')[0].pk}/"),
    }
    found["raw_list"] = raw_list(options.users, options.seconds / 2)
    return found


def _one(tail: str, state: str, fields: dict[str, Any] | None = None) -> Ask:
    """Each call another case in that state, in the dispatcher's own community, newest first."""
    grounds = Case.objects.filter(state=state).exclude(community_id=None)
    community = grounds.values_list("community_id", flat=True).order_by("community_id").first()
    mine = grounds.filter(community_id=community).order_by("-id")
    ids = iter(mine.values_list("pk", flat=True)[:20_000])

    def ask() -> tuple[str, str, dict[str, Any] | None]:
        return ("POST" if fields is not None else "GET", f"/desk/cases/{next(ids)}/{tail}", fields)

    return ask


def _dispatch_fields() -> dict[str, Any]:
    return {
        "organisation": Organisation.objects.filter(kind="utility").order_by("pk")[0].code,
        "reason": "bench",
    }


def _report() -> tuple[str, str, dict[str, Any]]:
    return ("POST", "/report/", {"id": str(uuid4()), "text": "楼道灯不亮，请派人来看看", "sure": "1"})


def _session(login: str) -> str:
    client = Client()
    client.force_login(User.objects.get(login=login), backend=BACKEND)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}; csrftoken={CSRF}"


@contextmanager
def serving() -> Iterator[int]:
    """The web half of `mulin serve` on a free port, two workers, ended afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "mulin", "serve", "--only", "web", "--port", str(port), "--workers", "2"]
    server = subprocess.Popen(command, env=os.environ, stdout=subprocess.DEVNULL)  # noqa: S603 - this program again
    try:
        _await(port)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def _await(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            link = HTTPConnection("127.0.0.1", port, timeout=2)
            link.request("GET", "/healthz")
            if link.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("the server did not come up")


def _round(port: int, cookie: str, ask: Ask, options: argparse.Namespace) -> dict[str, Any]:
    """A closed loop of `users` threads without think time; the first answer of each is not counted."""
    times: list[float] = []
    bad: list[int] = []
    until = time.perf_counter() + options.seconds
    threads = [
        Thread(target=_user, args=(port, cookie, ask, until, times, bad)) for _user_no in range(options.users)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if not times:
        return {"per_second": 0.0, "refused": len(bad), "answers": sorted(set(bad))}
    cuts = statistics.quantiles(times, n=20) if len(times) > 1 else [times[0]] * 19
    return {
        "per_second": round(len(times) / options.seconds, 1),
        "median_ms": round(statistics.median(times) * 1000, 1),
        "p95_ms": round(cuts[18] * 1000, 1),
        "refused": len(bad),
        "answers": sorted(set(bad)),
    }


def _user(port: int, cookie: str, ask: Ask, until: float, times: list[float], bad: list[int]) -> None:
    link = HTTPConnection("127.0.0.1", port, timeout=30)
    head = {"Cookie": cookie, "X-CSRFToken": CSRF, "Origin": f"http://127.0.0.1:{port}"}
    while time.perf_counter() < until:
        try:
            method, path, fields = ask()
        except (StopIteration, ValueError):
            return
        body = urlencode(fields, doseq=True) if fields is not None else None
        extra = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
        start = time.perf_counter()
        link.request(method, path, body, {**head, **extra})
        answer = link.getresponse()
        answer.read()
        if answer.status in (200, 201, 302):
            times.append(time.perf_counter() - start)
        else:
            bad.append(answer.status)


def _memory() -> float:
    """Proportional memory of this program's web workers, in MB, the heaviest first; 0 where the kernel tells none."""
    sizes = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if b"granian" not in (entry / "cmdline").read_bytes():
                continue
            rolled = (entry / "smaps_rollup").read_text(encoding="ascii").splitlines()
        except OSError:
            continue
        sizes += [int(row.split()[1]) / 1024 for row in rolled if row.startswith("Pss:")]
    return round(max(sizes, default=0.0), 1)


def _growth(sizes: dict[str, Any], small: str, large: str) -> dict[str, float]:
    """Median at the largest size over median at the smallest."""
    found = {}
    for name in ("list", "case", "report", "file", "dispatch"):
        one, other = sizes[small][name].get("median_ms"), sizes[large][name].get("median_ms")
        if one and other:
            found[name] = round(other / one, 2)
    return found


def _lines(found: dict[str, Any]) -> Iterator[str]:
    for size, rows in found["sizes"].items():
        yield f"{size} cases (filled in {rows['fill_seconds']} s), {found['users']} users:"
        for name in ("list", "case", "report", "file", "dispatch"):
            yield f"  {name:<9} {json.dumps(rows[name])}"
        yield f"  statements {json.dumps(rows['statements'])}, raw list {rows['raw_list']}/s, worker {rows['memory_mb']} MB"
    yield f"growth {json.dumps(found['growth'])}"
    yield from found["faults"]
