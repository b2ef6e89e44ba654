"""Publicity and service weeks: planned, changed, held with counts, published, called off."""

from dataclasses import replace
from uuid import uuid4

import pytest

from mulin.campaigns.access import outreach_for, published_for
from mulin.campaigns.actions.hold_outreach import hold, publish, withdraw
from mulin.campaigns.actions.plan_outreach import Plan, cancel_outreach, change_outreach, plan_outreach
from mulin.campaigns.models import Outreach
from mulin.lib import clock
from mulin.lib.errors import BadInput, NotAllowed, NotFound, WrongState
from mulin.people.access import Actor
from mulin.trail.models import Event
from tests.campaigns.conftest import in_days
from tests.support.world import World

LINES = [("given", "反诈手册", 300), ("served", "量血压", 86)]


@pytest.fixture
def plan(world: World) -> Plan:
    return Plan(
        kind="service",
        theme="clinic",
        title="义诊周",
        begins=clock.today(),
        ends=in_days(4),
        places="社区广场",
        organisations=[world.water],
    )


@pytest.fixture
def week(world: World, plan: Plan, secretary: Actor) -> Outreach:
    return plan_outreach(plan, area=world.community, by=secretary)


def verbs() -> list[str]:
    events = Event.objects.filter(subject_kind="outreach").order_by("id")
    return [event.verb.removeprefix("outreach.") for event in events]


def test_from_plan_to_public_page_each_once(week: Outreach, plan: Plan, secretary: Actor) -> None:
    for _again in range(2):
        change_outreach(week, replace(plan, title="义诊服务周"), by=secretary)
        hold(week, lines=LINES, summary="来了八十多位老人。", by=secretary)
        publish(week, by=secretary)
    assert verbs() == ["planned", "changed", "held", "published"]
    shown = published_for(week.code)
    assert (shown.title, shown.summary) == ("义诊服务周", "来了八十多位老人。")
    withdraw(week, by=secretary)
    withdraw(week, by=secretary)
    with pytest.raises(NotFound):
        published_for(week.code)


def test_the_same_plan_sent_twice_is_one(world: World, plan: Plan, secretary: Actor) -> None:
    number = uuid4()
    for _again in range(2):
        plan_outreach(plan, area=world.community, id=number, by=secretary)
    assert Outreach.objects.count() == 1
    other = world.post("community_dispatcher", world.community)
    with pytest.raises(NotFound):
        plan_outreach(plan, area=world.community, id=number, by=other)


def test_what_was_called_off_stays_off(week: Outreach, plan: Plan, secretary: Actor) -> None:
    cancel_outreach(week, by=secretary)
    cancel_outreach(week, by=secretary)
    for act in (
        lambda: hold(week, lines=LINES, by=secretary),
        lambda: publish(week, by=secretary),
        lambda: change_outreach(week, plan, by=secretary),
    ):
        with pytest.raises(WrongState):
            act()


def test_what_was_held_is_not_called_off_and_what_lies_ahead_is_not_held(
    world: World, plan: Plan, week: Outreach, secretary: Actor
) -> None:
    hold(week, lines=LINES, by=secretary)
    with pytest.raises(WrongState):
        cancel_outreach(week, by=secretary)
    ahead = plan_outreach(replace(plan, begins=in_days(2)), area=world.community, by=secretary)
    with pytest.raises(WrongState):
        hold(ahead, lines=LINES, by=secretary)


@pytest.mark.parametrize(
    "wrong",
    [{"title": ""}, {"places": ""}, {"theme": "war"}, {"kind": "party"}, {"title": "长" * 81}],
)
def test_a_wrong_plan_names_its_field(
    world: World, plan: Plan, secretary: Actor, wrong: dict[str, str]
) -> None:
    with pytest.raises(BadInput) as told:
        plan_outreach(replace(plan, **wrong), area=world.community, by=secretary)  # type: ignore[arg-type] # texts only
    assert set(told.value.fields) == set(wrong)


def test_wrong_counts_are_refused(week: Outreach, secretary: Actor) -> None:
    for line in (("given", "", 1), ("given", "册", -1), ("eaten", "糖", 1)):
        with pytest.raises(BadInput):
            hold(week, lines=[line], by=secretary)


def test_others_neither_change_nor_see_what_is_not_published(
    world: World, week: Outreach, plan: Plan, worker: Actor
) -> None:
    for stranger in (world.resident(), world.post("department_worker", world.district, world.water), worker):
        with pytest.raises(NotAllowed):
            hold(week, lines=LINES, by=stranger)
        with pytest.raises(NotAllowed):
            publish(week, by=stranger)
        with pytest.raises(NotFound):
            outreach_for(stranger, week.pk)
    assert outreach_for(world.post("street_leader", world.street), week.pk) == week
