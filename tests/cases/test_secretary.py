"""The secretary's direct line: whom the reporter writes to instructs by a limit and sees it to the answer."""

from datetime import timedelta

import pytest

from mulin.cases.access import visible_to
from mulin.cases.actions.instruct import fulfil, instruct
from mulin.cases.actions.report import People, Place, report
from mulin.cases.kinds import Decision
from mulin.cases.models import Case, Clock, Instruction
from mulin.cases.queries.work import instructions_open
from mulin.catalogue.kinds import Door, Link, Secrecy, Track
from mulin.catalogue.models import Kind
from mulin.lib.clock import Frozen
from mulin.lib.errors import BadInput, NotAllowed
from mulin.people.access import Actor
from mulin.people.kinds import SecretaryLevel
from mulin.people.models import Post, Scope, Tenure
from mulin.people.queries import levels_held, secretaries_of, written_to
from mulin.places.models import Compound
from tests.support.world import World


def post_of(actor: Actor) -> Post:
    return Post.objects.get(pk=actor.post_id)


def wrote(by: Actor, to: Actor, world: World, **more: object) -> Case:
    given: dict = {"kind": None, "place": Place(area=world.micro)} | more
    return report(by=by, door=Door.SECRETARY, text="请书记过问", secretary=post_of(to), **given)[0]


@pytest.fixture
def street(world: World) -> Actor:
    return world.post("street_secretary", world.street, world.office)


@pytest.fixture
def near(world: World) -> Actor:
    return world.post("community_secretary", world.community)


def test_it_waits_with_the_secretary_who_was_chosen(
    world: World, resident: Actor, street: Actor, near: Actor, lamp: Kind
) -> None:
    case = wrote(resident, street, world, kind=lamp)
    owed = Instruction.objects.get(case=case)
    assert (owed.by_post_id, owed.addressed_at, owed.at) == (street.post_id, case.created_at, None)
    assert [row.case for row in instructions_open(street)] == [case]
    assert not instructions_open(near)
    assert visible_to(street).filter(pk=case.pk).exists()
    assert Clock.objects.get(case=case, link=Link.INSTRUCTION).post_id == street.post_id
    assert case.holder_post_id is None


def test_the_one_who_was_written_to_instructs_and_answers(
    world: World, resident: Actor, street: Actor, lamp: Kind, now: Frozen
) -> None:
    case = wrote(resident, street, world, kind=lamp)
    case = instruct(case, text="五日内办结", by=street, days=5, to=world.water)
    owed = Instruction.objects.get(case=case)
    assert (owed.at, owed.to_org_id, owed.accepted) == (now.moment, world.water.pk, Decision.OPEN)
    assert list(
        Clock.objects.filter(case=case, link=Link.INSTRUCTION).order_by("pk").values_list("stage", flat=True)
    ) == [
        "stopped",
        "running",
    ]
    case = fulfil(case, accepted=True, reply="已经修好", by=street)
    assert not instructions_open(street)


def test_whoever_holds_both_posts_answers_as_the_one_written_to(
    world: World, resident: Actor, street: Actor, near: Actor, lamp: Kind
) -> None:
    both = Actor(person_id=street.person_id, posts=(*near.posts, *street.posts))
    case = instruct(wrote(resident, street, world, kind=lamp), text="请办", by=both)
    assert Instruction.objects.get(case=case).by_post_id == street.post_id


def test_another_secretary_adds_an_instruction_of_their_own(
    world: World, resident: Actor, street: Actor, near: Actor, lamp: Kind
) -> None:
    case = instruct(wrote(resident, street, world, kind=lamp), text="先去看看", by=near)
    assert Instruction.objects.filter(case=case).count() == 2
    assert [row.case for row in instructions_open(street)] == [case]
    with pytest.raises(NotAllowed):
        instruct(case, text="越权", by=world.post("grid_worker", world.grid))


def test_what_is_silent_is_overdue_like_any_other(
    world: World, resident: Actor, street: Actor, lamp: Kind, now: Frozen
) -> None:
    case = wrote(resident, street, world, kind=lamp)
    owed = Clock.objects.get(case=case, link=Link.INSTRUCTION)
    assert owed.due_at - now.moment <= timedelta(days=1)
    assert case.next_due is not None and case.next_due <= owed.due_at


def test_what_is_confidential_goes_to_the_named_post_alone(
    world: World, resident: Actor, near: Actor
) -> None:
    complaint = world.kind("complaint", Track.STAFF_COMPLAINT, Secrecy.CONFIDENTIAL)
    case = wrote(resident, near, world, kind=complaint)
    assert not Instruction.objects.filter(case=case).exists()
    assert not visible_to(near).filter(pk=case.pk).exists()


def test_nobody_is_written_to_about_themselves(world: World, resident: Actor, near: Actor) -> None:
    case = wrote(resident, near, world, people=People(subject_post_id=near.post_id))
    assert not Instruction.objects.filter(case=case).exists()


def test_without_a_place_it_waits_on_the_secretarys_ground(
    world: World, resident: Actor, near: Actor
) -> None:
    case = wrote(resident, near, world, place=Place())
    assert (case.area, case.community_id) == (None, world.community.pk)
    assert instruct(case, text="请核实地点", by=near).version == 2


def test_each_level_that_somebody_holds_is_offered(world: World, street: Actor, near: Actor) -> None:
    compound = Compound(code="C9", name="柳桥苑", short_name="柳桥苑", name_key="c9", area=world.community)
    compound.take_lineage(world.community)
    compound.save()
    home = world.post("compound_secretary", world.community)
    Scope.objects.filter(post_id=home.post_id).update(area=None, compound=compound)
    level = SecretaryLevel
    assert list(secretaries_of(world.micro)) == [level.COMMUNITY, level.STREET]
    held = secretaries_of(world.micro, compound.pk)
    assert {one: post.pk for one, post in held.items()} == {
        level.COMPOUND: home.post_id,
        level.COMMUNITY: near.post_id,
        level.STREET: street.post_id,
    }
    assert levels_held() == [level.COMPOUND, level.COMMUNITY, level.STREET]
    assert written_to("", held, placed=True) == post_of(near)
    with pytest.raises(BadInput) as refused:
        written_to(level.COUNTY, held, placed=True)
    assert "secretary" in refused.value.fields
    with pytest.raises(BadInput):
        written_to(level.COUNTY, {}, placed=False)
    assert written_to("", {}, placed=False) is None


def test_a_post_that_nobody_holds_is_not_offered(world: World, near: Actor) -> None:
    Tenure.objects.filter(post_id=near.post_id).delete()
    assert secretaries_of(world.micro) == {}
    assert levels_held() == []


def test_the_compounds_secretary_reaches_the_compound_alone(
    world: World, resident: Actor, lamp: Kind
) -> None:
    compound = Compound(code="C8", name="和顺家园", short_name="和顺", name_key="c8", area=world.community)
    compound.take_lineage(world.community)
    compound.save()
    home = world.post("compound_secretary", world.community)
    Scope.objects.filter(post_id=home.post_id).update(area=None, compound=compound)
    home = Actor.for_post(post_of(home))
    case = wrote(resident, home, world, kind=lamp, place=Place(area=world.micro, compound_id=compound.pk))
    assert instruct(case, text="今天去看", by=home).version == 2
    elsewhere = report(
        by=resident, door=Door.RESIDENT, text="别处", kind=lamp, place=Place(area=world.micro)
    )[0]
    with pytest.raises(NotAllowed):
        instruct(elsewhere, text="别处", by=home)
