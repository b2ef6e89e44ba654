"""Whom a case complains of is never chosen for it: not to go and look, not to decide, not to be called or instructed."""

import pytest

from mulin.cases.actions.dispatch import dispatch
from mulin.cases.actions.escalate import escalate
from mulin.cases.actions.file import file
from mulin.cases.actions.instruct import instruct
from mulin.cases.actions.verify import ask_verify
from mulin.cases.actions.whistle import whistle
from mulin.cases.kinds import State, Verb
from mulin.cases.models import Case, Oversight
from mulin.cases.queries.choices import posts_to_choose
from mulin.lib.errors import BadInput
from mulin.people.access import Actor
from mulin.people.models import Post
from tests.support.world import World, fits


def about(case: Case, **subject: int | None) -> Case:
    Case.objects.filter(pk=case.pk).update(**subject)
    return Case.objects.get(pk=case.pk)


def post_of(actor: Actor) -> Post:
    return Post.objects.get(pk=actor.posts[0].post_id)


@pytest.mark.parametrize("by", ["post", "person", "organisation"])
def test_nobody_is_sent_to_look_at_a_complaint_of_themselves(
    world: World, case: Case, dispatcher: Actor, worker: Actor, by: str
) -> None:
    steward = world.post("grid_worker", world.grid, world.property)
    subject = {
        "post": {"subject_post_id": steward.post_id},
        "person": {"subject_person_id": steward.person_id},
        "organisation": {"subject_org_id": world.property.pk},
    }[by]
    case = about(case, **subject)
    with pytest.raises(BadInput) as refused:
        ask_verify(case, post=post_of(steward), by=dispatcher)
    assert "post" in refused.value.fields
    case.refresh_from_db()
    assert (case.state, case.holder_post_id) == (State.REPORTED, None)
    offered = {code for code, _name in posts_to_choose(case, Verb.ASK_VERIFY)}
    assert post_of(worker).code in offered
    assert post_of(steward).code not in offered
    assert ask_verify(case, post=post_of(worker), by=dispatcher).state == State.VERIFYING


def test_a_post_is_refused_whoever_of_its_holders_is_meant(
    world: World, case: Case, dispatcher: Actor, plumber: Actor
) -> None:
    case = about(file(case, by=dispatcher), subject_person_id=plumber.person_id)
    with pytest.raises(BadInput):
        dispatch(case, by=dispatcher, organisation=world.water, post=post_of(plumber))


def test_a_case_rises_past_the_overseer_it_complains_of(
    world: World, handling: Case, dispatcher: Actor
) -> None:
    first = world.post("grid_head", world.grid)
    case = about(handling, subject_post_id=first.post_id, rank=world.micro.rank)
    case = escalate(case, by=dispatcher, reason="无人可定")
    overseer = Oversight.objects.get(case=case)
    assert (overseer.rank, overseer.post_id) == (world.grid.rank, None)
    assert first.post_id not in case.post_ids
    fits()


def test_another_overseer_of_the_same_rank_decides_instead(
    world: World, handling: Case, dispatcher: Actor
) -> None:
    heads = [world.post("grid_head", world.grid) for _which in range(2)]
    for accused, other in (heads, heads[::-1]):
        Oversight.objects.all().delete()
        case = about(handling, subject_person_id=accused.person_id, rank=world.micro.rank)
        case = escalate(case, by=dispatcher, reason="请网格长定")
        assert Oversight.objects.get(case=case).post_id == other.post_id


def test_the_organisation_complained_of_is_neither_called_nor_instructed(
    world: World, handling: Case, dispatcher: Actor
) -> None:
    secretary = world.post("community_secretary", world.community)
    case = about(handling, subject_org_id=world.power.pk)
    with pytest.raises(BadInput):
        instruct(case, text="三日内处理", by=secretary, to=world.power)
    with pytest.raises(BadInput):
        whistle(case, kind="daily", lead=world.water, assist=[world.power], reason="一起看", by=dispatcher)
