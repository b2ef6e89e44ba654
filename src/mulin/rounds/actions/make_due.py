"""The clockwork makes rounds when they come due, never ahead."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from mulin.lib import clock
from mulin.people.access import Actor
from mulin.rounds.kinds import Over, Turns
from mulin.rounds.models import Checklist, Occurrence, Plan, Stop, Task
from mulin.rounds.queries.checklists import in_force
from mulin.rounds.queries.due import Goer, goers, next_of
from mulin.things.models import Thing
from mulin.things.queries import due_in, things_in
from mulin.trail.models import Event
from mulin.trail.record import build

CLOCKWORK = Actor.system("clockwork")
AT_ONCE, MOST_THINGS = 100, 300
NOBODY: tuple[Goer, ...] = ()


@transaction.atomic
def make_due(at_once: int = AT_ONCE) -> int:
    """Take plans whose moment has come, passing over those another worker holds; how many were taken."""
    now = clock.now()
    plans = list(
        Plan.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(next_at__lte=now)
        .select_related("area")
        .order_by("next_at")[:at_once]
    )
    if not plans:
        return 0
    lists = {one.key: one for one in in_force(clock.today())}
    going = goers([plan.pk for plan in plans], clock.today())
    rounds: list[Occurrence] = []
    tasks: list[Task] = []
    for plan in plans:
        made, stops = _made(plan, going.get(plan.pk, NOBODY), lists)
        rounds += made
        tasks += stops
        found = next_of(plan, plan.raw_at)
        plan.raw_at, plan.next_at = found or (plan.raw_at, None)
    Occurrence.objects.bulk_create(rounds)
    Task.objects.bulk_create(tasks)
    Plan.objects.bulk_update(plans, ["raw_at", "next_at", "made", "turn"])
    Event.objects.bulk_create(
        build(
            "round.due", one, by=CLOCKWORK, fields={"plan": str(one.plan_id), "post": one.post_id}, quiet=True
        )
        for one in rounds
    )
    return len(plans)


def _made(
    plan: Plan, line: Sequence[Goer], lists: dict[str, Checklist]
) -> tuple[list[Occurrence], list[Task]]:
    opens = plan.next_at
    if opens is None:
        return [], []
    due = opens + timedelta(minutes=plan.window_minutes)
    targets = [target for target in _targets(plan, due, lists) if target[2] is not None]
    if plan.over == Over.THINGS and not targets:
        return [], []
    rounds, tasks = [], []
    for post_id, person_id in _turn(plan, line):
        plan.made += 1
        one = _occurrence(plan, post_id, person_id, opens, due)
        one.checklist = lists.get(plan.checklist_key)
        one.tasks_made = one.tasks_left = len(targets)
        rounds.append(one)
        tasks += [
            Task(occurrence=one, order=order, stop=stop, thing=thing, checklist=checklist)
            for order, (stop, thing, checklist) in enumerate(targets, 1)
        ]
    plan.turn += 1
    return rounds, tasks


def _occurrence(
    plan: Plan, post_id: int | None, person_id: int | None, opens: datetime, due: datetime
) -> Occurrence:
    one = Occurrence(
        plan=plan,
        seq=plan.made,
        family=plan.family,
        post_id=post_id,
        person_id=person_id,
        opens_at=opens,
        due_at=due,
        miss_at=due + timedelta(minutes=plan.grace_minutes),
        compound_id=plan.compound_id,
        building_id=plan.building_id,
    )
    one.take_lineage(plan)
    return one


def _turn(plan: Plan, line: Sequence[Goer]) -> Sequence[tuple[int | None, int | None]]:
    if not line:
        return [(None, None)]
    return line if plan.turns == Turns.EACH else [line[plan.turn % len(line)]]


Target = tuple[Stop | None, Thing | None, Checklist | None]


def _targets(plan: Plan, due: datetime, lists: dict[str, Checklist]) -> Iterable[Target]:
    own = lists.get(plan.checklist_key)
    if plan.over == Over.STOPS:
        for stop in Stop.objects.filter(plan=plan).select_related("thing__kind"):
            thing = stop.thing
            yield stop, thing, own or (lists.get(thing.kind.checklist_key) if thing else None)
    elif plan.over == Over.THINGS:
        until = clock.local(due).date()
        things = (
            due_in(plan.area, plan.thing_kinds, until)
            if plan.only_due
            else things_in(plan.area, plan.thing_kinds)
        )
        for thing in things.select_related("kind").order_by("building_id", "name", "pk")[:MOST_THINGS]:
            if plan.compound_id in (None, thing.compound_id):
                yield None, thing, own or lists.get(thing.kind.checklist_key)
