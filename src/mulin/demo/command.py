"""Load the demo town: one district, its people, and sixty days of what happened there."""

import argparse
import gc
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from mulin.demo.campaigns import build_campaigns
from mulin.demo.caring import build_care
from mulin.demo.living import build_living, tell_other_half
from mulin.demo.roster import appoint_deputies, plan_roster
from mulin.demo.rounds import build_rounds
from mulin.demo.structure import LOGINS, PASSWORD, build_structure
from mulin.demo.tours import build_tours
from mulin.lib import clock
from mulin.lib.errors import WrongState
from mulin.places.models import Area

#: Stands in the data folder while the town is loaded: what a broken-off load leaves is no town.
LOADING = settings.HOME / "town.loading"


@dataclass
class Report:
    """What the command line prints."""

    ok: bool = True
    data: dict[str, Any] = field(default_factory=dict)
    lines: Sequence[str] = ()


class Bar:
    """One line that fills up on a terminal; silence elsewhere."""

    def __init__(self) -> None:
        self.shown = sys.stderr.isatty()

    def __call__(self, what: str, done: int, total: int = 0) -> None:
        if self.shown and (done % 10 == 0 or done == total):
            width = 40 * done // total if total else 0
            filled = f"[{'#' * width:<40}] " if total else ""
            self.write(f"{filled}{what} {done:,}")

    def clear(self) -> None:
        if self.shown:
            self.write("")

    def write(self, text: str) -> None:
        sys.stderr.write(f"\r\033[K{text}")
        sys.stderr.flush()


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--structure", action="store_true", help="only places, people and posts: no cases")
    parser.add_argument("--hand", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--now", type=datetime.fromisoformat, help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> Report:
    """Refuse a database that is not the embedded one, or that holds anything."""
    if not settings.EMBEDDED:
        raise WrongState(_("The demo town is loaded only into the embedded database."))
    # What is loaded can be loaded again: nobody waits for the disk here, nor for Python's tidying.
    gc.set_threshold(500_000)
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")
    if options.hand:
        return Report(data={"cases": tell_other_half(options.now)})
    if Area.objects.exists():
        raise WrongState(_("The database is not empty: the demo town is loaded only into an empty one."))
    LOADING.touch()
    report = _load(options)
    LOADING.unlink()
    return report


def _load(options: argparse.Namespace) -> Report:
    bar = Bar()
    with transaction.atomic():
        rows = build_structure(bar)
    counts = {"areas": len(rows.areas), "people": len(rows.people), "posts": len(rows.posts)}
    if not options.structure:
        now = clock.now().replace(second=0, microsecond=0)
        counts["shifts"] = plan_roster(now)
        appoint_deputies(now)
        with transaction.atomic():
            counts["rounds"] = build_rounds(now)
            build_campaigns(now)
            build_tours(now)
        counts["cases"] = build_living(bar, now)
        counts["cared_for"] = build_care(now)
    bar.clear()
    logins = ", ".join(LOGINS)
    return Report(data=counts | {"logins": list(LOGINS)}, lines=[f"Logins: {logins}; password {PASSWORD}"])
