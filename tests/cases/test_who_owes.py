"""A clock names who owes its link: not who held the case before, not who is done with it."""

from mulin.cases.actions.ask import ask
from mulin.cases.actions.escalate import decide, escalate
from mulin.cases.actions.handle import handle
from mulin.cases.actions.whistle import whistle
from mulin.cases.commands import perform
from mulin.cases.models import Case, Clock, Oversight
from mulin.cases.queries.timeline import public_steps
from mulin.cases.queries.work import extensions_open
from mulin.catalogue.kinds import Link, Secrecy, Track
from mulin.people.access import Actor
from tests.support.world import World, fits


def running(case: Case, link: Link) -> Clock:
    return Clock.objects.get(case=case, link=link, stopped_at=None)


def test_the_check_is_not_owed_by_whoever_handled(handling: Case, plumber: Actor) -> None:
    case = handle(handling, result="换了灯泡", by=plumber)
    owed = running(case, Link.CHECK)
    assert (owed.organisation_id, owed.post_id) == (None, None)
    fits()


def test_joint_handling_is_owed_by_the_lead(world: World, handling: Case, dispatcher: Actor) -> None:
    whistle(handling, kind="daily", lead=world.power, assist=[world.property], reason="联合", by=dispatcher)
    assert running(handling, Link.HANDLE).organisation_id == world.power.pk


def test_an_overseer_decides_at_their_own_rank(world: World, handling: Case, plumber: Actor) -> None:
    secretary = world.post("community_secretary", world.community)
    leader = world.post("street_leader", world.street, world.office)
    case = handling
    while case.rank is None or case.rank > 4:
        case = escalate(case, by=plumber, reason="产权不清")
    decide(case, decision="support", note="社区协助", by=secretary)
    open_ranks = set(Oversight.objects.filter(case=case, decided_at=None).values_list("rank", flat=True))
    assert 5 not in open_ranks
    assert 4 in open_ranks
    assert running(case, Link.OVERSEER_DECIDE).post_id == leader.posts[0].post_id
    decide(case, decision="support", note="街道协调", by=leader)
    assert not Clock.objects.filter(case=case, link=Link.OVERSEER_DECIDE, stopped_at=None).exists()
    fits()


def test_a_withdrawn_question_leaves_the_case_ended(case: Case, dispatcher: Actor, resident: Actor) -> None:
    ask(case, question="哪一盏？", by=dispatcher)
    perform(case, "withdraw", resident, {"reason": "已经亮了"})
    case.refresh_from_db()
    assert [name for name, _passed, now in public_steps(case) if now] == ["ended"]


def test_more_time_for_a_dispute_is_no_dispatchers_business(
    world: World, handling: Case, dispatcher: Actor, plumber: Actor
) -> None:
    perform(handling, "extend", plumber, {"reason": "等配件"})
    assert extensions_open(dispatcher).filter(case=handling).exists()
    Case.objects.filter(pk=handling.pk).update(secrecy=Secrecy.CONFIDENTIAL, track=Track.MEDIATION)
    assert not extensions_open(dispatcher).filter(case=handling).exists()
