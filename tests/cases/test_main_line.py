"""The main line from report to rating, each step told by the history."""

from dataclasses import replace

import pytest

from mulin.cases.actions.accept import accept, give_back
from mulin.cases.actions.check import check
from mulin.cases.actions.close import close, reopen
from mulin.cases.actions.dispatch import designate, dispatch
from mulin.cases.actions.file import file
from mulin.cases.actions.handle import handle, solve
from mulin.cases.actions.rate import rate
from mulin.cases.actions.report import report
from mulin.cases.kinds import State
from mulin.cases.models import Case, Clock
from mulin.cases.queries.audit import misfits
from mulin.catalogue.kinds import Door, Link
from mulin.lib.errors import BadInput, Conflict, NotAllowed, NotFound, WrongState
from mulin.people.access import Actor
from tests.support.world import World


def to_handling(case: Case, world: World, dispatcher: Actor, plumber: Actor) -> Case:
    case = file(case, by=dispatcher)
    case = dispatch(case, by=dispatcher, organisation=world.water, reason="")
    return accept(case, by=plumber)


def test_from_report_to_rating(
    world: World, case: Case, resident: Actor, dispatcher: Actor, worker: Actor, plumber: Actor
) -> None:
    case = to_handling(case, world, dispatcher, plumber)
    assert case.promised_by is not None
    case = handle(case, by=plumber, result="换了灯头，已经亮了。")
    case = check(case, by=worker, passed=True)
    case = close(case, by=dispatcher, reply="路灯已修好，谢谢您。")
    assert case.state == State.CLOSED
    case = rate(case, by=resident, solved=True, satisfaction="very")
    assert case.satisfaction == "very"
    assert list(misfits()) == []
    assert not Clock.objects.filter(case=case).exclude(stage="stopped").exists()


def test_the_same_report_twice_is_one_case(world: World, resident: Actor, case: Case) -> None:
    again, new = report(by=resident, door=Door.RESIDENT, text="再发一次", id=case.pk)
    assert (again.pk, new) == (case.pk, False)
    with pytest.raises(NotFound):
        report(by=world.resident(), door=Door.RESIDENT, text="别人", id=case.pk)


def test_nobody_checks_their_own_handling(world: World, case: Case, worker: Actor) -> None:
    case = solve(case, by=worker, result="当场拧紧了灯泡。")
    with pytest.raises(NotAllowed):
        check(case, by=worker, passed=True)
    other = world.post("grid_head", world.grid)
    assert check(case, by=other, passed=True).state == State.CHECKED


def test_a_program_does_not_check_what_its_own_post_handled(case: Case, worker: Actor) -> None:
    program = replace(worker, person_id=None)
    case = solve(case, by=program, result="当场拧紧了灯泡。")
    with pytest.raises(NotAllowed):
        check(case, by=program, passed=True)
    assert check(case, by=worker, passed=True).state == State.CHECKED


def test_a_failed_check_goes_back_to_the_handler(
    world: World, case: Case, dispatcher: Actor, worker: Actor, plumber: Actor
) -> None:
    case = to_handling(case, world, dispatcher, plumber)
    case = handle(case, by=plumber, result="修好了")
    with pytest.raises(BadInput):
        check(case, by=worker, passed=False)
    case = check(case, by=worker, passed=False, note="还是不亮")
    assert (case.state, case.reworks, case.holder_org_id) == (State.HANDLING, 1, world.water.pk)
    assert handle(case, by=plumber, result="换了整套灯具").state == State.HANDLED
    assert list(misfits()) == []


def test_after_two_returns_the_superior_designates(
    world: World, case: Case, dispatcher: Actor, plumber: Actor
) -> None:
    case = file(case, by=dispatcher)
    for _time in range(2):
        case = dispatch(case, by=dispatcher, organisation=world.water)
        case = give_back(case, by=plumber, reason="不是供水设施")
    with pytest.raises(WrongState):
        dispatch(case, by=dispatcher, organisation=world.water)
    with pytest.raises(NotAllowed):
        designate(case, by=dispatcher, organisation=world.power, reason="产权清楚")
    street = world.post("street_dispatcher", world.street, world.office)
    case = designate(case, by=street, organisation=world.power, reason="产权清楚")
    electrician = world.post("department_worker", world.district, world.power)
    with pytest.raises(WrongState):
        give_back(case, by=electrician, reason="也不是我们")
    assert accept(case, by=electrician).state == State.HANDLING
    assert list(misfits()) == []


def test_wrong_state_and_strangers_are_refused(
    world: World, case: Case, dispatcher: Actor, plumber: Actor
) -> None:
    with pytest.raises(WrongState):
        dispatch(case, by=dispatcher, organisation=world.water)
    with pytest.raises(NotAllowed):
        file(case, by=plumber)
    elsewhere = world.post("department_worker", world.district, world.power)
    case = file(case, by=dispatcher)
    case = dispatch(case, by=dispatcher, organisation=world.water)
    with pytest.raises(NotAllowed):
        accept(case, by=elsewhere)


def test_the_second_of_two_is_told_what_changed(case: Case, dispatcher: Actor) -> None:
    seen = case.version
    file(case, by=dispatcher, expected_version=seen)
    with pytest.raises(Conflict) as caught:
        file(case, by=dispatcher, expected_version=seen)
    assert caught.value.changed == ["file"]


def test_reopened_by_the_reporter_it_reaches_the_handler(
    world: World, case: Case, resident: Actor, dispatcher: Actor, worker: Actor, plumber: Actor
) -> None:
    case = to_handling(case, world, dispatcher, plumber)
    case = handle(case, by=plumber, result="修好了")
    case = check(case, by=worker, passed=True)
    case = close(case, by=dispatcher)
    case = reopen(case, by=resident, reason="昨晚又灭了")
    assert (case.state, case.holder_org_id) == (State.HANDLING, world.water.pk)
    assert Clock.objects.filter(case=case, link=Link.HANDLE, stage="running").exists()
    whole = Clock.objects.get(case=case, link=Link.WHOLE, stage="running")
    assert case.promised_by == whole.due_at
    assert list(misfits()) == []
