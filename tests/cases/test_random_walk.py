"""Random verbs by random posts: whatever happens, history, states, clocks and checks agree."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mulin.cases.access import visible_to
from mulin.cases.actions.report import Place, report
from mulin.cases.commands import COMMANDS, Ask, Shape, offered, perform
from mulin.cases.kinds import OPEN, State
from mulin.cases.models import Case, CheckTask, Clock, Handling
from mulin.cases.queries.audit import misfits
from mulin.catalogue.kinds import Door
from mulin.catalogue.models import Kind
from mulin.lib import clock
from mulin.lib.clock import Frozen
from mulin.lib.errors import Refusal
from mulin.people.access import Actor
from mulin.reactions.clockwork import tick_all
from tests.support.world import World

VERBS = sorted(set(COMMANDS) - {"erase"})
Step = tuple[int, int, int]
STEPS = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 9), st.integers(0, 3)), min_size=5, max_size=25)


class Undo(Exception):
    """Ends one example; everything it did is rolled back."""


def value_for(ask: Ask, world: World, kind: Kind, choice: int, case: Case) -> Any:
    answers: dict[Shape, Any] = {
        Shape.TEXT: "说明一下",
        Shape.LINE: f"JD{case.serial}",
        Shape.FLAG: "1" if choice % 3 else "0",
        Shape.WHOLE: str(ask.default or 5),
        Shape.MOMENT: (clock.now() + timedelta(days=3)).isoformat(),
        Shape.KIND: str(kind.pk),
        Shape.AREA: world.micro.code,
        Shape.ORGANISATION: (world.water, world.power)[choice % 2].code,
        Shape.ORGANISATIONS: [world.power.code],
        Shape.CASE: str(case.pk),
    }
    if ask.name == "lead":
        return world.water.code
    if ask.shape is Shape.CHOICE:
        return ask.choices[choice % len(ask.choices)][0]
    return answers.get(ask.shape, "")


@pytest.fixture
def people(world: World, resident: Actor) -> list[Actor]:
    """Ten posts of every side of the loop."""
    return [
        resident,
        world.post("community_dispatcher", world.community),
        world.post("grid_worker", world.grid),
        world.post("grid_worker", world.grid),
        world.post("grid_head", world.grid),
        world.post("street_dispatcher", world.street, world.office),
        world.post("department_worker", world.district, world.water),
        world.post("department_worker", world.district, world.power),
        world.post("district_supervisor", world.district, world.office),
        world.post("street_secretary", world.street, world.office),
    ]


def walks(most: int) -> settings:
    return settings(
        max_examples=most,
        deadline=None,
        phases=(Phase.explicit, Phase.reuse, Phase.generate),
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


@walks(5)
@given(steps=STEPS)
def test_whatever_happens_it_fits(
    world: World, people: list[Actor], lamp: Kind, now: Frozen, steps: list[Step]
) -> None:
    walk_back(world, people, lamp, now, steps)


@pytest.mark.proof
@walks(40)
@given(steps=STEPS)
def test_however_much_happens_it_fits(
    world: World, people: list[Actor], lamp: Kind, now: Frozen, steps: list[Step]
) -> None:
    walk_back(world, people, lamp, now, steps)


def walk_back(world: World, people: list[Actor], lamp: Kind, now: Frozen, steps: list[Step]) -> None:
    started = now.moment
    try:
        with transaction.atomic():
            walk(world, people, lamp, now, steps)
            raise Undo
    except Undo:
        now.move_to(started)


def chosen(case: Case, by: Actor, pick: int) -> str:
    """Mostly something the page would offer, now and then anything at all."""
    names = sorted(set(offered(case, by)) - {"erase"})
    return names[pick % len(names)] if names and pick % 7 else VERBS[pick % len(VERBS)]


def walk(world: World, people: list[Actor], lamp: Kind, now: Frozen, steps: list[Step]) -> None:
    case, _new = report(
        by=people[0], door=Door.RESIDENT, text="楼道灯不亮", kind=lamp, place=Place(area=world.micro)
    )
    for pick, who, choice in steps:
        now.tick(timedelta(hours=choice * 5 + 1))
        tick_all()
        case.refresh_from_db()
        by = people[who]
        verb = chosen(case, by, pick)
        asks = COMMANDS[verb].asks
        given = {ask.name: value_for(ask, world, lamp, choice, case) for ask in asks}
        before = case.version
        try:
            with transaction.atomic():
                case = perform(case, verb, by, given)
        except Refusal:
            case.refresh_from_db()
            assert case.version == before
        judge(case, now)
    assert list(misfits([case.pk])) == []


def judge(case: Case, now: Frozen) -> None:
    """What must hold after every step."""
    case.refresh_from_db()
    if case.state in OPEN:
        assert case.next_due is not None
    else:
        assert not Clock.objects.filter(case=case).exclude(stage="stopped").exists()
    if case.state == State.SUSPENDED:
        assert not Clock.objects.filter(case=case, stage__in=["running", "warned", "overdue"]).exists()
    handlers = set(Handling.objects.filter(case=case).values_list("by_person_id", flat=True))
    checks = CheckTask.objects.filter(case=case, passed__isnull=False, by_reporter=False)
    assert not handlers & set(checks.values_list("done_by_person_id", flat=True))
    assert visible_to(Actor.resident(None)).count() == 0
