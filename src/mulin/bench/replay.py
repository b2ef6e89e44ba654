"""Thousands of cases through the whole loop, as the town's different posts, at accelerated time; then the proof."""

import argparse
import csv
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from django.db import transaction

from mulin.bench.measured import Measured
from mulin.bench.replay_cast import QUIET_STATES, READINESS, Cast
from mulin.cases.actions.report import People, Place, report
from mulin.cases.actions.turn import may
from mulin.cases.commands import COMMANDS, perform
from mulin.cases.imports import take_cases
from mulin.cases.kinds import State
from mulin.cases.models import Case
from mulin.cases.queries.audit import misfits
from mulin.cases.rules import BY_VERB
from mulin.catalogue.kinds import Door
from mulin.demo.structure import build_structure
from mulin.insight.queries import wrong_tallies
from mulin.lib import clock
from mulin.lib.clock import LOCAL, Frozen
from mulin.lib.errors import Refusal
from mulin.people.access import Actor
from mulin.people.models import Person
from mulin.reactions.clockwork import tick_all
from mulin.reactions.relay import relay_all
from mulin.trail.models import Event, Waiting

START = datetime(2026, 3, 2, 8, 30, tzinfo=LOCAL)
EVENING, MORNING = 18, timedelta(hours=14, minutes=30)
NEW_A_STEP = 8
ACTS_A_CASE = 12
ASKED, TRIES = 16, 7
IMPORTED = 0.05
SHOWN_FAULTS = 20
DOORS = (Door.RESIDENT, Door.RESIDENT, Door.RIDER, Door.PATROL, Door.HOTLINE, Door.PHONE, Door.SECRETARY)
ROLE_OF = {Door.PATROL: "grid_worker", Door.HOTLINE: "hotline_clerk", Door.PHONE: "community_dispatcher"}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cases", type=int, default=2000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed tells the same story")


def run(options: argparse.Namespace) -> Measured:
    with transaction.atomic():
        build_structure()
    started = perf_counter()
    played = replay(options.cases, options.seed)
    seconds = perf_counter() - started
    data = played.told() | {"seed": options.seed, "seconds": round(seconds, 1)}
    lines = [
        f"{data['cases']:,} cases, {data['acts']:,} acts and {data['events']:,} events in {seconds:.0f} s",
        f"{data['whole_lives']:,} lives from report to closing, {data['rated']:,} rated; {data['days']} days",
        "by verb: " + ", ".join(f"{name} {n:,}" for name, n in data["verbs"].items()),
        "by state: " + ", ".join(f"{name} {n:,}" for name, n in data["states"].items()),
        f"refused: {data['refused']:,}; clocks and rests that came due: {data['came_due']:,}",
        *played.faults[:SHOWN_FAULTS],
        f"{len(played.faults)} do not fit",
    ]
    return Measured(lines, data, ok=not played.faults)


@dataclass
class Played:
    """What happened, and what does not fit afterwards."""

    verbs: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    came_due: int = 0
    ended_at: datetime = START
    faults: list[str] = field(default_factory=list)

    def told(self) -> dict[str, Any]:
        states = Counter(Case.objects.values_list("state", flat=True))
        closed = Event.objects.filter(verb__in=["case.close", "case.confirm"])
        return {
            "cases": states.total(),
            "acts": self.verbs.total(),
            "events": Event.objects.filter(subject_kind="case").count(),
            "verbs": dict(self.verbs.most_common()),
            "states": dict(states.most_common()),
            "whole_lives": closed.values("subject_id").distinct().count(),
            "rated": Event.objects.filter(verb="case.rate").count(),
            "refused": self.refused.total(),
            "refusals": dict(self.refused.most_common(12)),
            "came_due": self.came_due,
            "days": (self.ended_at - START).days,
            "faults": self.faults,
        }


def replay(cases: int, seed: int, start: datetime = START) -> Played:
    """Play so many cases to their ends, or nearly; the clock is held and moved on."""
    played = Played()
    with clock.frozen(start) as now:
        stage = _Stage(Random(seed), played, now)
        stage.bring_history(int(cases * IMPORTED))
        while stage.reported < cases or stage.goes_on(cases):
            for _ in range(min(NEW_A_STEP, cases - stage.reported)):
                stage.report()
            stage.act()
            stage.move_on()
        played.ended_at = now.moment
        relay_all()
        played.faults += misfits()
        played.faults += wrong_tallies()
        played.faults += [f"{n} events wait" for n in [Waiting.objects.count()] if n]
    return played


class _Stage:
    """The town while it plays."""

    def __init__(self, rng: Random, played: Played, now: Frozen) -> None:
        self.rng, self.played, self.now = rng, played, now
        self.cast = Cast(rng)
        self.reported = self.acts = 0
        self.open: dict[object, Case] = {}
        self.quiet: list[Case] = []

    def goes_on(self, cases: int) -> bool:
        return bool(len(self.open) > cases // 50) and self.acts < ACTS_A_CASE * cases

    def bring_history(self, number: int) -> None:
        """Some come as another system's history, asleep until somebody works on them."""
        with _sheet(number, self.cast.text) as path:
            take_cases(path, door=Door.HOTLINE)
        relay_all()
        for case in Case.objects.filter(live=False).order_by("pk"):
            self.open[case.pk] = case
        self.reported += number

    def report(self) -> None:
        """A resident, a rider or a post tells of something somewhere."""
        door = self.rng.choice(DOORS)
        roles = self.cast.role(ROLE_OF[door]) if door in ROLE_OF else list(self.cast.residents.values())
        actor = self.rng.choice(roles)
        building = self.rng.choice(self.cast.buildings)
        nowhere = self.rng.random() < 0.04
        caller = Person.objects.get(pk=self.rng.choice(list(self.cast.residents)))
        case, _new = report(
            by=actor,
            door=door,
            text=self.cast.text(),
            kind=self.cast.kind_for(door) if self.rng.random() < 0.7 else None,
            place=Place() if nowhere else Place(lng=building.lng, lat=building.lat, area=building.area),
            people=People(reporter=caller) if door in (Door.HOTLINE, Door.PHONE) else People(),
        )
        self.open[case.pk] = case
        self.reported += 1
        self.played.verbs["report"] += 1

    def act(self) -> None:
        """A share of the open cases gets somebody's attention, and now and then one that has ended."""
        waiting = list(self.open.values())
        for case in self.rng.sample(waiting, min(len(waiting), 12 + len(waiting) // 3)):
            self._one(case, waiting)
        for case in self.rng.sample(self.quiet, min(3, len(self.quiet))):
            self._one(case, waiting)

    def _one(self, case: Case, others: list[Case]) -> None:
        case.refresh_from_db()
        for actor, name in self._inclined(case):
            command = COMMANDS[name]
            self.acts += 1
            try:
                case = perform(case, name, actor, self.cast.given(command.asks, command.verb, case, others))
            except Refusal as refusal:
                self.played.refused[f"{name}: {', '.join(refusal.fields) or refusal.code}"] += 1
                continue
            self.played.verbs[name] += 1
            break
        self._keep(case)

    def _inclined(self, case: Case) -> Iterator[tuple[Actor, str]]:
        """What would be done now and by whom, the likeliest first, with some chance for what is rare."""
        fitting = [name for name, command in COMMANDS.items() if case.state in BY_VERB[command.verb].sources]
        chances = {name: self.rng.random() ** (1 / READINESS.get(name, 0.1)) for name in fitting}
        near = self.cast.around(case)[:ASKED]
        for name in sorted(fitting, key=lambda each: -chances[each])[:TRIES]:
            actor = next((each for each in near if may(case, COMMANDS[name].verb, each)), None)
            if actor is not None:
                yield actor, name

    def _keep(self, case: Case) -> None:
        if case.state in QUIET_STATES:
            self.open.pop(case.pk, None)
            if case.state in (State.CLOSED, State.MERGED):
                self.quiet.append(case)
                self.quiet = self.quiet[-200:]
        else:
            self.open[case.pk] = case

    def move_on(self) -> None:
        """Time passes, the clockwork acts, consequences are drawn; nights are slept through."""
        self.now.tick(timedelta(minutes=self.rng.randint(10, 55)))
        if clock.local(self.now.moment).hour >= EVENING:
            self.now.tick(MORNING)
        self.played.came_due += tick_all()
        relay_all()


@contextmanager
def _sheet(number: int, text: Callable[[], str]) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "history.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(["ref", "at", "text"])
            out.writerows([f"H{at}", f"2025-0{1 + at % 9}-1{at % 9} 10:00", text()] for at in range(number))
        yield path
