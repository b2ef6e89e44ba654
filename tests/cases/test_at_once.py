"""Two at once on real PostgreSQL: one wins, the other is told what changed; nothing is done twice."""

from collections.abc import Callable
from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.db import connection, transaction

from mulin.cases.actions.dispatch import dispatch
from mulin.cases.actions.expire import expire_next
from mulin.cases.actions.file import file
from mulin.cases.actions.report import Place, report
from mulin.cases.actions.turn import locked
from mulin.cases.models import Assignment, Case, Clock
from mulin.cases.queries.audit import misfits
from mulin.catalogue.kinds import Door
from mulin.lib.errors import Conflict, Refusal
from mulin.people.access import Actor
from mulin.people.actions.load_roles import load_roles
from mulin.reactions.clockwork import tick_all
from mulin.reactions.relay import relay_batch
from mulin.trail.models import Event, Waiting
from tests.support.world import World, make_world

KEY = UUID("019cb391-c200-750a-8a86-2b162d1344dd")


@pytest.fixture
def world(fresh_database: str) -> World:
    load_roles(by=Actor.system("tests"))
    return make_world()


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each act gave or was refused with, all begun at the same moment on connections of their own."""
    found: list[object] = [None] * len(acts)
    start = Barrier(len(acts))

    def run(place: int, act: Callable[[], object]) -> None:
        start.wait()
        try:
            found[place] = act()
        except Refusal as refusal:
            found[place] = refusal
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_of_two_dispatchers_one_wins(world: World) -> None:
    one, other = (world.post("community_dispatcher", world.community) for _person in range(2))
    case, _new = report(
        by=world.resident(),
        door=Door.RESIDENT,
        text="灯坏了",
        kind=world.kind("lamp"),
        place=Place(area=world.micro),
    )
    case = file(case, by=one)
    seen = case.version
    found = at_once(
        *(
            lambda by=by: dispatch(case, by=by, organisation=world.water, expected_version=seen)
            for by in (one, other)
        )
    )
    lost = [each for each in found if isinstance(each, Conflict)]
    assert len(lost) == 1
    assert lost[0].changed == ["dispatch"]
    assert Assignment.objects.filter(case=case).count() == 1
    assert list(misfits()) == []


def test_the_same_report_from_two_tabs_is_one_case(world: World) -> None:
    by, kind = world.resident(), world.kind("lamp")

    def send() -> object:
        return report(
            by=by, door=Door.RESIDENT, text="灯坏了", id=KEY, kind=kind, place=Place(area=world.micro)
        )

    found = at_once(send, send, send)
    assert Case.objects.count() == 1
    assert {each[0].pk for each in found if isinstance(each, tuple)} == {KEY}
    assert len([each for each in found if isinstance(each, tuple)]) == 3
    assert list(misfits()) == []


def test_two_relays_and_two_clockworks_draw_each_consequence_once(world: World) -> None:
    world.post("community_dispatcher", world.community)
    kind = world.kind("lamp")
    for _n in range(12):
        report(
            by=world.resident(), door=Door.RESIDENT, text="灯坏了", kind=kind, place=Place(area=world.micro)
        )
    at_once(*(lambda: [relay_batch(2) for _round in range(6)] for _relay in range(2)), tick_all, tick_all)
    while relay_batch():
        pass
    assert not Waiting.objects.exists()
    assert Event.objects.filter(verb="case.report").count() == 12


def test_the_clockwork_does_not_wait_for_an_act_that_will_want_its_clock(world: World) -> None:
    case, _new = report(
        by=world.resident(),
        door=Door.RESIDENT,
        text="灯坏了",
        kind=world.kind("lamp"),
        place=Place(area=world.micro),
    )
    Clock.objects.filter(case=case).update(fire_at=case.created_at)
    found: list[object] = []
    with transaction.atomic():
        locked(case)
        found = at_once(expire_next)
        Clock.objects.filter(case=case).update(warn_at=None)
    assert found == [None]
    assert expire_next() is not None
