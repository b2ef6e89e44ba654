"""A closed order waits, by a clock of its own, until its caller has been asked."""

from datetime import timedelta
from decimal import Decimal

import pytest

from mulin.cases.actions.accept import accept
from mulin.cases.actions.check import check
from mulin.cases.actions.close import close, reopen
from mulin.cases.actions.dispatch import dispatch
from mulin.cases.actions.file import file
from mulin.cases.actions.handle import handle
from mulin.cases.actions.hotline import CALL_AGAIN_AFTER, MOST_CALLS, call_back
from mulin.cases.actions.report import Place, report
from mulin.cases.kinds import Stage, State
from mulin.cases.models import Callback, Case, Clock
from mulin.cases.queries.work import callbacks
from mulin.catalogue.kinds import Door, Link
from mulin.catalogue.models import Kind, Limit
from mulin.insight.queries.links import link_times
from mulin.lib.clock import Frozen
from mulin.lib.errors import BadInput, NotAllowed, WrongState
from mulin.lib.worktime import Unit
from mulin.notices.models import Notice
from mulin.people.access import Actor
from mulin.reactions.clockwork import tick_all
from mulin.reactions.relay import relay_all
from tests.support.world import World, fits

ANSWERS = {"reached": True, "contacted": True, "solved": True, "satisfaction": "satisfied"}


@pytest.fixture
def caller(world: World) -> Actor:
    return world.post("hotline_callback", world.district, world.office)


@pytest.fixture
def closed(world: World, lamp: Kind, dispatcher: Actor, plumber: Actor, worker: Actor) -> Case:
    """An order that was handled, checked and closed on Monday morning."""
    clerk = world.post("hotline_clerk", world.district, world.office)
    case, _new = report(
        by=clerk, door=Door.HOTLINE, text="路灯不亮。", kind=lamp, place=Place(area=world.micro)
    )
    case = dispatch(file(case, by=dispatcher), by=dispatcher, organisation=world.water)
    case = handle(accept(case, by=plumber), by=plumber, result="已修好")
    return close(check(case, passed=True, by=worker), by=dispatcher)


def running(case: Case) -> Clock:
    return Clock.objects.exclude(stage=Stage.STOPPED).get(case=case)


def test_closing_an_order_starts_the_clock_of_the_call_back(closed: Case, caller: Actor) -> None:
    clock = running(closed)
    assert (clock.link, clock.amount, clock.unit) == (Link.CALLBACK, Decimal(2), Unit.WORK_DAY)
    assert (clock.organisation_id, clock.post_id) == (None, None)
    assert closed.next_due == clock.due_at
    assert list(callbacks(caller)) == [closed]
    fits()


def test_its_limit_is_the_catalogues(world: World, request: pytest.FixtureRequest) -> None:
    Limit.objects.create(edition=world.edition, link=Link.CALLBACK, amount=Decimal(3), unit=Unit.WORK_HOUR)
    case: Case = request.getfixturevalue("closed")
    assert (running(case).amount, running(case).unit) == (Decimal(3), Unit.WORK_HOUR)


def test_other_doors_owe_no_call(handling: Case, plumber: Actor, worker: Actor, dispatcher: Actor) -> None:
    case = close(check(handle(handling, by=plumber, result="好了"), passed=True, by=worker), by=dispatcher)
    assert case.next_due is None
    fits()


def test_it_warns_before_and_at_the_limit_those_who_call_back(
    closed: Case, caller: Actor, plumber: Actor, now: Frozen
) -> None:
    relay_all()
    Notice.objects.all().delete()
    clock = running(closed)
    assert clock.warn_at is not None
    for moment, stage, template in (
        (clock.warn_at, Stage.WARNED, "yellow"),
        (clock.due_at, Stage.OVERDUE, "red"),
    ):
        now.move_to(moment)
        tick_all()
        relay_all()
        clock.refresh_from_db()
        assert clock.stage == stage
        told = Notice.objects.filter(case_id=closed.pk, template=template)
        assert set(told.values_list("person_id", flat=True)) == {caller.person_id}
    closed.refresh_from_db()
    assert (closed.state, closed.late, closed.rank) == (State.CLOSED, False, None)
    assert list(callbacks(caller)) == [closed]
    fits()
    call_back(closed, by=caller, **ANSWERS)
    clock.refresh_from_db()
    assert (clock.stage, clock.overran) == (Stage.STOPPED, True)
    fits()


def test_the_call_stops_it_and_is_noted_once(world: World, closed: Case, caller: Actor, now: Frozen) -> None:
    now.tick(timedelta(hours=1))
    for _press in range(2):
        closed = call_back(closed, by=caller, **ANSWERS)
        assert Callback.objects.filter(case=closed).count() == 1
    assert closed.next_due is None
    assert not callbacks(caller).exists()
    with pytest.raises(WrongState):
        call_back(closed, by=caller, **{**ANSWERS, "solved": False})
    with pytest.raises(WrongState):
        call_back(closed, by=caller, reached=False)
    times = {one.link: one for one in link_times(world.district, now.moment - timedelta(days=1))}
    assert (times[Link.CALLBACK].count, times[Link.CALLBACK].median) == (1, timedelta(hours=1))
    fits()


def test_who_was_not_reached_waits_for_the_next_call(closed: Case, caller: Actor, now: Frozen) -> None:
    for _press in range(2):
        call_back(closed, by=caller, reached=False)
    assert list(callbacks(caller)) == [closed]
    now.tick(CALL_AGAIN_AFTER)
    call_back(closed, by=caller, reached=False)
    assert list(callbacks(caller)) == [closed]
    call_back(closed, by=caller, **ANSWERS)
    assert list(Callback.objects.order_by("pk").values_list("reached", flat=True)) == [False, False, True]
    assert not callbacks(caller).exists()
    fits()


def test_after_so_many_calls_nobody_waits_any_longer(closed: Case, caller: Actor, now: Frozen) -> None:
    for _call in range(MOST_CALLS):
        assert callbacks(caller).exists()
        call_back(closed, by=caller, reached=False)
        now.tick(CALL_AGAIN_AFTER)
    assert not callbacks(caller).exists()
    fits()


def test_only_who_calls_back_and_did_not_handle_is_let(
    world: World, closed: Case, plumber: Actor, worker: Actor
) -> None:
    own = world.post("hotline_callback", world.district, world.water)
    for by in (plumber, worker, own):
        with pytest.raises(NotAllowed):
            call_back(closed, by=by, **ANSWERS)
        assert not callbacks(by).exists()


def test_an_open_case_is_not_called_about(handling: Case, caller: Actor) -> None:
    with pytest.raises(WrongState):
        call_back(handling, by=caller, **ANSWERS)


def test_a_reopened_order_is_called_about_when_it_ends_again(
    closed: Case, caller: Actor, plumber: Actor, worker: Actor, dispatcher: Actor, now: Frozen
) -> None:
    call_back(closed, by=caller, **ANSWERS)
    case = reopen(closed, reason="又不亮了", by=caller)
    assert not Clock.objects.filter(case=case, link=Link.CALLBACK).exclude(stage=Stage.STOPPED).exists()
    fits()
    now.tick(timedelta(hours=1))
    case = handle(case, by=plumber, result="换了灯")
    case = close(check(case, passed=True, by=worker), by=dispatcher)
    assert running(case).link == Link.CALLBACK
    call_back(case, by=caller, **ANSWERS)
    assert Callback.objects.filter(case=case).count() == 2
    fits()


def test_who_was_reached_answers_all_three(closed: Case, caller: Actor) -> None:
    for given, missing in (
        ({}, {"contacted", "solved", "satisfaction"}),
        ({"contacted": False}, {"solved", "satisfaction"}),
        ({"contacted": True, "solved": True, "satisfaction": "glad"}, {"satisfaction"}),
    ):
        with pytest.raises(BadInput) as refused:
            call_back(closed, by=caller, reached=True, **given)
        assert set(refused.value.fields) == missing
    call_back(closed, by=caller, **{**ANSWERS, "contacted": False})
    said = Callback.objects.get(case=closed)
    assert (said.contacted, said.solved, said.satisfaction) == (False, True, "satisfied")
    fits()


def test_who_was_not_reached_is_asked_nothing(closed: Case, caller: Actor) -> None:
    call_back(closed, by=caller, **{**ANSWERS, "reached": False})
    said = Callback.objects.get(case=closed)
    assert (said.contacted, said.solved, said.satisfaction, said.excluded) == (None, None, "", "not_reached")
