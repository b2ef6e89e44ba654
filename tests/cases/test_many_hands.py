"""Several work on one case: verifying, a whistle, rising, instruction, the hotline."""

import pytest

from mulin.cases.actions.check import check
from mulin.cases.actions.close import close
from mulin.cases.actions.escalate import decide, escalate
from mulin.cases.actions.file import file
from mulin.cases.actions.handle import handle
from mulin.cases.actions.hotline import call_back, link_order
from mulin.cases.actions.instruct import fulfil, instruct
from mulin.cases.actions.verify import ask_verify, verify
from mulin.cases.actions.whistle import arrive, finish_part, whistle
from mulin.cases.commands import offered
from mulin.cases.kinds import State
from mulin.cases.models import AgendaItem, Case, HotlineOrder, Oversight
from mulin.lib.errors import BadInput, NotAllowed, WrongState
from mulin.people.access import Actor
from mulin.people.models import Post
from tests.support.world import World, fits


def test_verification_pauses_the_desk_and_belongs_to_the_post(
    case: Case, dispatcher: Actor, worker: Actor, world: World
) -> None:
    post = Post.objects.get(pk=worker.posts[0].post_id)
    case = ask_verify(case, post=post, by=dispatcher)
    other = world.post("grid_worker", world.grid)
    with pytest.raises(NotAllowed):
        verify(case, found=True, by=other)
    assert verify(case, found=True, by=worker).verified is True
    fits()


def test_a_whistle_ends_in_one_joint_answer(
    world: World, case: Case, dispatcher: Actor, plumber: Actor, worker: Actor
) -> None:
    electrician = world.post("department_worker", world.district, world.power)
    steward = world.post("property_worker", world.community, world.property)
    case = file(case, by=dispatcher)
    with pytest.raises(BadInput):
        whistle(case, kind="daily", lead=world.water, assist=[world.water], reason="联合", by=dispatcher)
    case = whistle(
        case,
        kind="daily",
        lead=world.water,
        assist=[world.power, world.property],
        reason="联合处置",
        by=dispatcher,
    )
    with pytest.raises(WrongState):
        handle(case, by=plumber, result="我这边好了")
    for actor in (plumber, electrician, steward):
        assert "arrive" in offered(case, actor) and "finish_part" not in offered(case, actor)
        arrive(case, by=actor)
        arrive(case, by=actor)
        assert "arrive" not in offered(case, actor)
    for actor in (electrician, steward):
        assert "finish_part" in offered(case, actor)
        finish_part(case, result="配合完成", by=actor)
    assert "finish_part" not in {*offered(case, plumber), *offered(case, steward)}
    case = handle(case, by=plumber, result="三家联合修复完毕")
    with pytest.raises(NotAllowed):
        check(case, passed=True, by=electrician)
    assert check(case, passed=True, by=worker).state == State.CHECKED
    fits()


def test_a_street_that_is_called_reports_in(
    world: World, case: Case, dispatcher: Actor, plumber: Actor
) -> None:
    street = world.post("street_dispatcher", world.street, world.office)
    case = whistle(
        file(case, by=dispatcher),
        kind="daily",
        lead=world.water,
        assist=[world.office],
        reason="联合",
        by=dispatcher,
    )
    arrive(case, by=plumber)
    arrive(case, by=street)
    finish_part(case, result="街道已清场", by=street)
    assert handle(case, by=plumber, result="修好了").state == State.HANDLED
    fits()


def test_rising_adds_an_overseer_and_leaves_the_handler(world: World, handling: Case, plumber: Actor) -> None:
    secretary = world.post("community_secretary", world.community)
    with pytest.raises(BadInput):
        escalate(handling, by=plumber)
    case = escalate(handling, by=plumber, reason="产权不清")
    while case.rank > 5:
        case = escalate(case, by=plumber, reason="仍不清")
    assert case.holder_org_id == world.water.pk
    assert Oversight.objects.filter(case=case, rank=5, post_id=secretary.posts[0].post_id).exists()
    with pytest.raises(NotAllowed):
        decide(case, decision="council", note="上会", by=plumber)
    for row in Oversight.objects.filter(case=case, rank__gt=5, decided_at=None):
        row.delete()
    decide(case, decision="council", note="提交居民议事会", by=secretary)
    assert AgendaItem.objects.filter(case=case, community_id=world.community.pk).exists()
    fits()


def test_the_secretary_instructs_and_accepts(world: World, handling: Case) -> None:
    secretary = world.post("community_secretary", world.community)
    case = instruct(handling, text="三日内修好", by=secretary, days=3)
    case = fulfil(case, accepted=True, reply="已修好，谢谢您的反映。", by=secretary)
    with pytest.raises(WrongState):
        fulfil(case, accepted=True, reply="再来", by=secretary)
    fits()


def test_an_order_is_linked_once_and_called_back_by_others(
    world: World, handling: Case, dispatcher: Actor, plumber: Actor, worker: Actor
) -> None:
    link_order(handling, order_no="JH1", by=dispatcher)
    link_order(handling, order_no="JH1", by=dispatcher)
    assert HotlineOrder.objects.filter(case=handling).count() == 1
    case = close(check(handle(handling, by=plumber, result="好了"), passed=True, by=worker), by=dispatcher)
    caller = world.post("hotline_callback", world.district, world.office)
    with pytest.raises(BadInput):
        call_back(case, reached=True, by=caller)
    call_back(case, reached=True, contacted=True, solved=True, satisfaction="very", by=caller)
    with pytest.raises(NotAllowed):
        call_back(case, reached=False, by=plumber)
    fits()
