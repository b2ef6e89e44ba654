"""Prove the histories: chains, states, words, clocks, care, rounds and tallies; exit 1 with what does not fit."""

import argparse
from itertools import islice

from django.utils.translation import gettext as _

from mulin.campaigns.queries import audit as campaigns
from mulin.care.queries.audit import misfits as care_misfits
from mulin.cases.models import Case
from mulin.cases.queries.audit import misfits
from mulin.config.outcome import Outcome
from mulin.diary.queries import audit as diary
from mulin.insight.queries import wrong_tallies
from mulin.rounds.queries import audit as rounds
from mulin.tours.queries import audit as tours
from mulin.trail.models import Event, Waiting

SHOWN = 1000


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-tallies", action="store_true", help="leave the tallies out")


def run(options: argparse.Namespace) -> Outcome:
    faults = list(islice(misfits(), SHOWN))
    faults += islice(care_misfits(), SHOWN)
    faults += islice(campaigns.misfits(), SHOWN)
    faults += islice(diary.misfits(), SHOWN)
    faults += islice(rounds.misfits(), SHOWN)
    faults += islice(tours.misfits(), SHOWN)
    waiting = Waiting.objects.count()
    if not options.no_tallies and not waiting:
        faults += islice(wrong_tallies(), SHOWN)
    cases, events = Case.objects.count(), Event.objects.count()
    lines = [*faults, f"{cases} cases, {events} events: {len(faults)} do not fit"]
    if waiting:
        lines.append(
            _("%(count)d events still wait for their consequences; tallies were not compared")
            % {"count": waiting}
        )
    return Outcome(
        lines, {"cases": cases, "events": events, "waiting": waiting, "faults": faults}, ok=not faults
    )
