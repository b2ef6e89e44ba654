"""What stands beside the main line: each works, is refused by state, to the wrong person, or repeated."""

from datetime import datetime, timedelta

import pytest

from mulin.calendars.queries import calendar_for
from mulin.cases.access import case_for, reporter_key, visible_to
from mulin.cases.actions.accept import accept, give_back
from mulin.cases.actions.appeal import appeal, judge
from mulin.cases.actions.ask import answer, ask
from mulin.cases.actions.check import check, confirm
from mulin.cases.actions.close import close, reopen, transfer
from mulin.cases.actions.decline import decline, withdraw
from mulin.cases.actions.dispatch import dispatch
from mulin.cases.actions.erase import erase_words
from mulin.cases.actions.escalate import decide, escalate
from mulin.cases.actions.extend import extend, grant
from mulin.cases.actions.file import file
from mulin.cases.actions.handle import handle, solve
from mulin.cases.actions.hotline import call_back, link_order
from mulin.cases.actions.instruct import fulfil, instruct
from mulin.cases.actions.mediate import Seat, agree, follow_up, sit
from mulin.cases.actions.merge import merge, unmerge
from mulin.cases.actions.rate import rate
from mulin.cases.actions.report import People, Place, report
from mulin.cases.actions.suspend import resume, suspend
from mulin.cases.actions.take_on import take_on
from mulin.cases.actions.urge import urge
from mulin.cases.actions.verify import ask_verify, verify
from mulin.cases.actions.whistle import arrive, finish_part, whistle
from mulin.cases.commands import offered
from mulin.cases.kinds import State
from mulin.cases.models import AgendaItem, Case, Clock, HotlineOrder, Oversight, Words
from mulin.cases.queries.audit import misfits
from mulin.catalogue.kinds import Door, Link, Secrecy, Track
from mulin.catalogue.models import Kind
from mulin.lib import worktime
from mulin.lib.clock import LOCAL, Frozen
from mulin.lib.errors import BadInput, NotAllowed, NotFound, WrongState
from mulin.people.access import Actor
from mulin.people.models import Person, Post
from mulin.reactions.clockwork import tick_all
from tests.support.world import World


@pytest.fixture
def handling(world: World, case: Case, dispatcher: Actor, plumber: Actor) -> Case:
    case = dispatch(file(case, by=dispatcher), by=dispatcher, organisation=world.water)
    return accept(case, by=plumber)


def fits() -> None:
    assert list(misfits()) == []


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
        arrive(case, by=actor)
        arrive(case, by=actor)
    for actor in (electrician, steward):
        finish_part(case, result="配合完成", by=actor)
    case = handle(case, by=plumber, result="三家联合修复完毕")
    with pytest.raises(NotAllowed):
        check(case, passed=True, by=electrician)
    assert check(case, passed=True, by=worker).state == State.CHECKED
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


def test_a_dispute_is_for_the_mediator_alone(world: World, resident: Actor, dispatcher: Actor) -> None:
    kind = world.kind("quarrel", Track.MEDIATION, Secrecy.CONFIDENTIAL)
    case, _new = report(
        by=resident, door=Door.RESIDENT, text="楼上漏水争执", kind=kind, place=Place(area=world.micro)
    )
    leader = world.post("street_leader", world.street, world.office)
    for stranger in (dispatcher, leader):
        with pytest.raises(NotFound):
            case_for(stranger, case.pk)
        with pytest.raises(NotAllowed):
            file(case, by=stranger)
    mediator = world.post("mediator", world.community)
    case = take_on(case, by=mediator)
    one, other = (Person.objects.create(registered=case.created_at) for _side in range(2))
    with pytest.raises(WrongState):
        agree(case, text="握手言和", by=mediator)
    with pytest.raises(BadInput):
        sit(case, seats=[Seat("one", one)], minutes="只来一方", by=mediator)
    case = sit(case, seats=[Seat("one", one), Seat("other", other)], minutes="双方到场", by=mediator)
    case = close(agree(case, text="楼上负责维修", by=mediator), by=mediator)
    assert case.state == State.CLOSED
    follow_up(case, kept=True, note="双方满意", by=mediator)
    fits()


def test_whoever_is_complained_of_never_meets_the_case(world: World, resident: Actor) -> None:
    officer = world.post("complaint_officer", world.street, world.office)
    accused = world.post("complaint_officer", world.street, world.office)
    kind = world.kind("attitude", Track.STAFF_COMPLAINT, Secrecy.CONFIDENTIAL)
    case, _new = report(
        by=resident, door=Door.RESIDENT, text="态度差", kind=kind, place=Place(area=world.micro),
        people=People(subject_person_id=accused.person_id),
    )  # fmt: skip
    assert visible_to(officer).filter(pk=case.pk).exists()
    assert not visible_to(accused).filter(pk=case.pk).exists()
    with pytest.raises(NotAllowed):
        file(case, by=accused)


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


def test_erased_words_leave_the_history_whole(world: World, case: Case, dispatcher: Actor) -> None:
    case = decline(case, reason="outside", reply="请找开发商", by=dispatcher)
    erase_words(case, by=Actor.system("privacy"))
    erase_words(case, by=Actor.system("privacy"))
    assert set(Words.objects.filter(case=case).values_list("text", flat=True)) == {""}
    fits()


def test_a_word_changed_behind_the_back_is_found(case: Case) -> None:
    Words.objects.filter(case=case).update(text="别的话")
    assert any("not those that were said" in fault for fault in misfits())


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
