"""Other ends than the usual one: merged, declined, withdrawn, transferred, confirmed with a key."""

import pytest

from mulin.cases.access import reporter_key
from mulin.cases.actions.accept import give_back
from mulin.cases.actions.check import check, confirm
from mulin.cases.actions.close import close, reopen, transfer
from mulin.cases.actions.decline import decline, withdraw
from mulin.cases.actions.dispatch import dispatch
from mulin.cases.actions.extend import extend
from mulin.cases.actions.file import file
from mulin.cases.actions.handle import solve
from mulin.cases.actions.instruct import instruct
from mulin.cases.actions.merge import merge, unmerge
from mulin.cases.actions.rate import rate
from mulin.cases.actions.report import Place, report
from mulin.cases.commands import offered
from mulin.cases.kinds import State
from mulin.cases.models import Case
from mulin.catalogue.kinds import Door, Track
from mulin.catalogue.models import Kind
from mulin.lib.errors import BadInput, NotAllowed, WrongState
from mulin.people.access import Actor
from tests.support.world import World, fits


def test_repeats_merge_and_come_apart(world: World, case: Case, lamp: Kind, dispatcher: Actor) -> None:
    other, _new = report(
        by=world.resident(), door=Door.RESIDENT, text="路灯坏了", kind=lamp, place=Place(area=world.micro)
    )
    with pytest.raises(BadInput):
        merge(other, into=other, by=dispatcher)
    merged = merge(other, into=case, by=dispatcher)
    assert merged.state == State.MERGED
    assert case.follows.count() == 1
    assert unmerge(merged, by=dispatcher).state == State.REPORTED
    fits()


def test_endings_without_handling(
    world: World, case: Case, resident: Actor, dispatcher: Actor, lamp: Kind
) -> None:
    with pytest.raises(BadInput):
        decline(case, reason="solved", reply="不行", by=dispatcher)
    assert decline(case, reason="outside", reply="请找开发商", by=dispatcher).state == State.DECLINED
    other, _new = report(
        by=resident, door=Door.RESIDENT, text="算了", kind=lamp, place=Place(area=world.micro)
    )
    with pytest.raises(NotAllowed):
        withdraw(other, by=world.resident())
    assert withdraw(other, by=resident).state == State.WITHDRAWN
    fits()


def test_an_emergency_ends_only_as_transferred(
    world: World, resident: Actor, dispatcher: Actor, worker: Actor
) -> None:
    kind = world.kind("gas", Track.EMERGENCY)
    case, _new = report(
        by=resident, door=Door.RESIDENT, text="燃气味", kind=kind, place=Place(area=world.micro)
    )
    case = solve(case, by=worker, result="已疏散")
    case = check(case, by=world.post("grid_head", world.grid), passed=True)
    with pytest.raises(WrongState):
        close(case, by=dispatcher)
    with pytest.raises(BadInput):
        transfer(case, to="114", by=dispatcher)
    case = transfer(case, to="119", by=dispatcher)
    assert case.close_reason == "emergency"
    with pytest.raises(WrongState):
        reopen(case, by=resident, reason="又来了")
    fits()


def test_the_anonymous_reporter_comes_back_with_the_key(world: World, lamp: Kind, worker: Actor) -> None:
    case, _new = report(
        by=Actor.resident(None), door=Door.RESIDENT, text="井盖松了", kind=lamp, place=Place(area=world.micro)
    )
    nobody, key = Actor.resident(None), reporter_key(case.pk)
    case = solve(case, by=worker, result="已盖好")
    with pytest.raises(NotAllowed):
        confirm(case, by=nobody, key="guess")
    case = confirm(case, by=nobody, key=key)
    rate(case, by=nobody, key=key, solved=True, satisfaction="satisfied")
    rate(case, by=nobody, key=key, solved=True, satisfaction="satisfied")
    with pytest.raises(WrongState):
        rate(case, by=nobody, key=key, solved=False, satisfaction="unsatisfied")
    fits()


def test_what_the_past_has_closed_is_not_offered(
    world: World, case: Case, dispatcher: Actor, plumber: Actor
) -> None:
    case = file(case, by=dispatcher)
    assert "dispatch" in offered(case, dispatcher)
    for _time in range(2):
        case = give_back(
            dispatch(case, by=dispatcher, organisation=world.water), reason="不是我们", by=plumber
        )
    assert "dispatch" not in offered(case, dispatcher)


def test_what_answers_something_is_offered_when_there_is_something_to_answer(
    world: World, handling: Case, dispatcher: Actor, plumber: Actor
) -> None:
    secretary = world.post("community_secretary", world.community)
    assert not {"grant", "decide", "fulfil", "arrive", "finish_part", "judge"} & {
        *offered(handling, dispatcher),
        *offered(handling, secretary),
        *offered(handling, plumber),
    }
    case = extend(handling, reason="等配件", by=plumber)
    assert "grant" in offered(case, dispatcher)
    case = instruct(case, text="三日内修好", by=secretary, days=3)
    assert "fulfil" in offered(case, secretary) and "decide" not in offered(case, secretary)
