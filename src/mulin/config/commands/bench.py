"""Measure, on a database of its own, through the same code that serves."""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from mulin.config.outcome import Outcome
from mulin.config.postgres import Cluster

# Set for the process that measures: it may use the database, which lives for this measurement only.
OWN_HOME = "MULIN_BENCH_HOME"


class Bench(NamedTuple):
    """A module with `arguments(parser)` and `run(options) -> Measured`."""

    module: str
    help: str
    database: bool = True


KINDS: dict[str, Bench] = {
    "locate": Bench("mulin.bench.locate", "points that find their area"),
    "growth": Bench("mulin.bench.growth", "pages and acts as cases grow"),
    "chaos": Bench("mulin.bench.chaos", "kills while people work: lost, doubled, recovery"),
    "readings": Bench("mulin.bench.readings", "readings taken in, as a share of raw COPY"),
    "meters": Bench("mulin.bench.meters", "alerts of meters, replayed as if live"),
    "baseload": Bench("mulin.bench.baseload", "power that is never nothing", database=False),
    "suggest": Bench("mulin.bench.suggest", "kinds suggested from words", database=False),
    "similar": Bench("mulin.bench.similar", "reports that repeat an earlier one", database=False),
    "topics": Bench("mulin.bench.topics", "messages that repeat one matter", database=False),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    told = ", ".join(f"{name} ({bench.help})" for name, bench in KINDS.items())
    parser.add_argument("kind", choices=KINDS, metavar="KIND", help=told)
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="...", help="see mulin bench KIND --help")


def run(options: argparse.Namespace) -> Outcome:
    bench = KINDS[options.kind]
    module = import_module(bench.module)
    parser = argparse.ArgumentParser(prog=f"mulin bench {options.kind}", description=module.__doc__)
    parser.add_argument("--json", action="store_true", help="report in JSON", default=options.json)
    module.arguments(parser)
    chosen = parser.parse_args(options.rest)
    options.json = chosen.json
    if not bench.database or os.environ.get(OWN_HOME):
        measured = module.run(chosen)
        return Outcome(measured.lines, measured.data, measured.ok)
    # Told to end, it still takes away what it made.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with own_home() as environment:
        command = [sys.executable, "-m", "mulin", "bench", options.kind, *options.rest]
        if chosen.json and "--json" not in command:
            command.append("--json")
        done = subprocess.run(command, check=False, env=environment)  # noqa: S603 - this program again
    sys.exit(done.returncode)


@contextmanager
def own_home() -> Iterator[dict[str, str]]:
    """The environment of a process with an installation of its own, migrated and empty, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="mulin-bench-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        home.chmod(0o711)
        inherited = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "MULIN_DATABASE"}
        }
        environment = inherited | {"MULIN_HOME": folder, OWN_HOME: folder, "MULIN_HASHED_STATIC": "0"}
        cluster = Cluster(home)
        try:
            cluster.ensure()
            migrate = [sys.executable, "-m", "mulin", "migrate", "--quiet"]
            subprocess.run(migrate, check=True, env=environment)  # noqa: S603 - this program again
            yield environment
        finally:
            cluster.stop()
