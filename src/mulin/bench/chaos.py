"""Kills parts of a serving installation while programs report and file: what is lost, done twice, and how long it takes."""

import argparse
import json
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from statistics import median
from time import perf_counter
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count

from mulin.accounts.actions.create_key import create_key
from mulin.accounts.models import User
from mulin.bench.callers import Caller, Calls, Heard
from mulin.bench.deeds import KIND, grounds
from mulin.bench.killer import PARTS, Killer
from mulin.bench.measured import Measured
from mulin.bench.served import free_port
from mulin.cases.kinds import Verb
from mulin.cases.models import Case
from mulin.cases.queries.audit import misfits
from mulin.config.postgres import Cluster
from mulin.demo.structure import build_structure
from mulin.insight.queries import wrong_tallies
from mulin.lib.errors import BadInput
from mulin.people.access import Actor, actor_for
from mulin.people.kinds import Duty
from mulin.places.models import Area
from mulin.reactions.relay import relay_all
from mulin.trail.models import Event

SHOWN_FAULTS = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seconds", type=float, default=60.0, help="how long the programs work")
    parser.add_argument("--users", type=int, default=6)
    parser.add_argument("--every", type=float, default=6.0, metavar="SECONDS", help="between two kills")
    parser.add_argument("--kill", default=",".join(PARTS), help="what is killed, by commas")
    parser.add_argument("--seed", type=int, default=1, metavar="S")


def run(options: argparse.Namespace) -> Measured:
    parts = options.kill.split(",")
    if unknown := sorted(set(parts) - set(PARTS)):
        raise BadInput(fields={"kill": f"{', '.join(unknown)}: choose from {', '.join(PARTS)}"})
    build_structure()
    heard, killer = _work(options, parts)
    Cluster(settings.HOME).ensure()
    relay_all()
    faults = list(islice(chain(misfits(), wrong_tallies()), SHOWN_FAULTS))
    data = {
        "acts": len(heard.acts),
        "reported": len(heard.reported),
        "filed": len(heard.filed),
        "sent_again": heard.unsure,
        "lost": _lost(heard),
        "doubled": _doubled(),
        "unanswered": heard.unanswered,
        "refused": dict(heard.refused),
        "recovery_seconds": _recovery(killer.kills, heard.acts),
        "faults": [str(fault) for fault in faults],
    }
    return Measured(list(_lines(data)), data, ok=not (data["lost"] or data["doubled"] or faults))


def _work(options: argparse.Namespace, parts: list[str]) -> tuple[Heard, Killer]:
    calls, heard = _calls(free_port()), Heard()
    connection.close()
    killer = Killer(calls.port, parts, options.every, options.seed)
    until = perf_counter() + options.seconds
    callers = [Caller(f"{options.seed}-{n}", calls, heard, until) for n in range(options.users)]
    for thread in (killer, *callers):
        thread.start()
    for caller in callers:
        caller.join()
    killer.stop()
    return heard, killer


def _calls(port: int) -> Calls:
    """A program that acts as the demo's dispatcher, in one of the communities that are theirs."""
    held = actor_for(User.objects.get(login="dispatcher")).posts_with(Duty.CASE_FILE)
    secret = create_key("bench", post_code=held[0].code, by=Actor.system("bench")).secret
    area = Area.objects.get(pk=grounds()[0]).code
    return Calls(port, secret, {"area": area, "kind": KIND}, {"kind": KIND})


def _lost(heard: Heard) -> int:
    """Acts that were acknowledged and are not there."""
    there = {(pk, verb) for pk, verb in Event.objects.values_list("subject_id", "verb")}
    told = [(pk, f"case.{Verb.REPORT}") for pk in heard.reported]
    told += [(pk, f"case.{Verb.FILE}") for pk in heard.filed]
    return sum((str(pk), verb) not in there for pk, verb in told)


def _doubled() -> int:
    """Reports that became two cases, and acts that stand twice in a case's history."""
    cases = Case.objects.values("title").annotate(times=Count("pk")).filter(times__gt=1).count()
    once = Event.objects.filter(verb__in=[f"case.{Verb.REPORT}", f"case.{Verb.FILE}"])
    return cases + once.values("subject_id", "verb").annotate(times=Count("pk")).filter(times__gt=1).count()


def _recovery(
    kills: Sequence[tuple[str, float]], acts: Sequence[tuple[float, float]]
) -> dict[str, dict[str, Any]]:
    """Seconds from each kill to the end of the first act begun after it, by what was killed."""
    found: dict[str, list[float]] = {}
    for part, at in kills:
        if after := [end for began, end in acts if began >= at]:
            found.setdefault(part, []).append(min(after) - at)
    return {
        part: {"kills": len(took), "median": round(median(took), 2), "longest": round(max(took), 2)}
        for part, took in found.items()
    }


def _lines(data: dict[str, Any]) -> Iterator[str]:
    yield f"{data['acts']:,} acts acknowledged: {data['reported']:,} reports, {data['filed']:,} filed"
    yield f"lost {data['lost']}, doubled {data['doubled']}, sent again {data['sent_again']}"
    yield f"refused {json.dumps(data['refused'])}, never answered {data['unanswered']}"
    for part, took in data["recovery_seconds"].items():
        yield f"{part:<9} killed {took['kills']} times: works again after {took['median']} s, {took['longest']} s at most"
    yield from data["faults"]
