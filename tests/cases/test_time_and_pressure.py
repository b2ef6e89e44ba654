"""What rests, moves or excuses the clocks, and who presses."""

from datetime import datetime, timedelta

import pytest

from mulin.calendars.queries import calendar_for
from mulin.cases.actions.appeal import appeal, judge
from mulin.cases.actions.ask import answer, ask
from mulin.cases.actions.check import check
from mulin.cases.actions.close import close
from mulin.cases.actions.extend import extend, grant
from mulin.cases.actions.handle import handle
from mulin.cases.actions.suspend import resume, suspend
from mulin.cases.actions.urge import urge
from mulin.cases.kinds import State
from mulin.cases.models import Case, Clock
from mulin.catalogue.kinds import Link
from mulin.lib import worktime
from mulin.lib.clock import LOCAL, Frozen
from mulin.lib.errors import BadInput, NotAllowed, WrongState
from mulin.people.access import Actor
from mulin.people.models import Person
from mulin.reactions.clockwork import tick_all
from tests.support.world import World, fits


def test_suspended_over_the_spring_festival_the_remainder_is_kept(
    world: World, handling: Case, dispatcher: Actor, now: Frozen
) -> None:
    now.move_to(datetime(2026, 3, 3, 10, 0, tzinfo=LOCAL))
    calendar = calendar_for(handling.area_id)
    before = {
        row.pk: worktime.remaining(now.moment, row.due_at, row.unit, calendar)
        for row in Clock.objects.filter(case=handling, stage__in=["running", "warned"])
    }
    case = suspend(handling, until=now.moment + timedelta(days=40), reason="等配件到货", by=dispatcher)
    assert not Clock.objects.filter(case=case, stage__in=["running", "warned", "overdue"]).exists()
    now.tick(timedelta(days=41))
    tick_all()
    case.refresh_from_db()
    assert case.state == State.HANDLING
    for row in Clock.objects.filter(pk__in=before):
        assert worktime.remaining(now.moment, row.due_at, row.unit, calendar) == before[row.pk]
    fits()


def test_suspension_has_limits_and_can_end_early(
    handling: Case, dispatcher: Actor, worker: Actor, now: Frozen
) -> None:
    with pytest.raises(NotAllowed):
        suspend(handling, until=now.moment + timedelta(days=2), reason="等待", by=worker)
    for days in (-1, 400):
        with pytest.raises(BadInput):
            suspend(handling, until=now.moment + timedelta(days=days), reason="等待", by=dispatcher)
    case = suspend(handling, until=now.moment + timedelta(days=9), reason="等待", by=dispatcher)
    with pytest.raises(WrongState):
        suspend(case, until=now.moment + timedelta(days=9), reason="等待", by=dispatcher)
    assert resume(case, by=dispatcher).state == State.HANDLING


def test_more_time_is_granted_twice_at_most(handling: Case, dispatcher: Actor, plumber: Actor) -> None:
    due = Clock.objects.get(case=handling, link=Link.HANDLE, stage="running").due_at
    for _time in range(2):
        extend(handling, reason="材料未到", by=plumber)
        with pytest.raises(WrongState):
            extend(handling, reason="再问一次", by=plumber)
        grant(handling, granted=True, by=dispatcher)
    with pytest.raises(WrongState):
        extend(handling, reason="第三次", by=plumber)
    assert Clock.objects.get(case=handling, link=Link.HANDLE, stage="warned").due_at > due
    fits()


def test_a_refusal_does_not_use_one_up(handling: Case, dispatcher: Actor, plumber: Actor) -> None:
    extend(handling, reason="材料未到", by=plumber)
    with pytest.raises(BadInput):
        grant(handling, granted=False, by=dispatcher)
    assert grant(handling, granted=False, by=dispatcher, note="库里有").extensions == 0


def test_a_question_rests_the_clocks_until_the_answer(
    handling: Case, plumber: Actor, resident: Actor, now: Frozen
) -> None:
    case = ask(handling, question="是哪一盏灯？", by=plumber)
    with pytest.raises(NotAllowed):
        answer(case, text="别人来答", by=Actor.resident(Person.objects.create(registered=now.moment)))
    assert answer(case, text="门口第二盏", by=resident).state == State.HANDLING
    case = ask(handling, question="还有别的吗？", by=plumber)
    now.tick(timedelta(days=4))
    tick_all()
    case.refresh_from_db()
    assert case.state == State.HANDLING
    fits()


def test_urging_again_waits_twelve_hours(case: Case, resident: Actor, now: Frozen) -> None:
    assert urge(case, by=resident).urgings == 1
    with pytest.raises(WrongState):
        urge(case, by=resident)
    now.tick(timedelta(hours=13))
    assert urge(case, by=resident).urgings == 2


def test_an_overrun_is_appealed_once_and_two_decide(
    world: World, handling: Case, dispatcher: Actor, plumber: Actor, worker: Actor, now: Frozen
) -> None:
    now.tick(timedelta(days=30))
    tick_all()
    case = close(check(handle(handling, by=plumber, result="好了"), passed=True, by=worker), by=dispatcher)
    overrun = Clock.objects.filter(case=case, link=Link.HANDLE, overran=True)[0]
    with pytest.raises(NotAllowed):
        appeal(
            case,
            clock=overrun.pk,
            reason="配件断货",
            by=world.post("department_worker", world.district, world.power),
        )
    appeal(case, clock=overrun.pk, reason="配件断货", by=plumber)
    with pytest.raises(WrongState):
        appeal(case, clock=overrun.pk, reason="再来", by=plumber)
    one = world.post("district_supervisor", world.district, world.office)
    two = world.post("district_supervisor", world.district, world.office)
    judge(case, granted=True, by=one)
    with pytest.raises(NotAllowed):
        judge(case, granted=True, by=one)
    judge(case, granted=True, by=two)
    overrun.refresh_from_db()
    assert overrun.excused
    assert overrun.overran
    fits()
