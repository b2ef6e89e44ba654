"""A community in the small with representatives, a shop with a post of its own, and a planned tour."""

from datetime import datetime, timedelta

import pytest

from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.models import Organisation, Person, Post
from mulin.rounds.models import Checklist, Item
from mulin.tours.actions.draw import draw
from mulin.tours.actions.name_representative import name_representative
from mulin.tours.actions.plan_tour import StopDraft, TourPlan, plan_tour
from mulin.tours.models import Representative, Tour, TourStop
from mulin.tours.queries.audit import misfits
from tests.field.conftest import as_, phone
from tests.support.world import World, now, secretary, worker, world

__all__ = ["as_", "now", "phone", "secretary", "worker", "world"]

WEEK = timedelta(days=7)


@pytest.fixture
def shop(world: World) -> Organisation:
    return Organisation.objects.create(
        code="SHOP-1", name="柳园便利店", kind="merchant", area=world.community
    )


@pytest.fixture
def shopkeeper(world: World, shop: Organisation) -> Actor:
    return world.post("department_worker", world.grid, shop)


@pytest.fixture
def checklist(world: World) -> Checklist:
    made = Checklist.objects.create(key="shop_tour", edition=1, name="居民代表巡店", valid_from=clock.today())
    rows = (
        ("exit", "疏散门没有上锁", "yes_no", True, ["no"], "T:exit", "urgent"),
        ("price", "明码标价", "yes_no", True, ["no"], "", ""),
        ("note", "居民代表的话", "note", False, [], "", ""),
        ("photo", "照片", "photo", False, [], "", ""),
    )
    for order, (code, text, kind, required, bad, opens, urgency) in enumerate(rows):
        Item.objects.create(
            checklist=made,
            order=order,
            code=code,
            text=text,
            kind=kind,
            required=required,
            bad=bad,
            opens=opens,
            urgency=urgency,
        )
    return made


def people(world: World, by: Actor, count: int) -> list[Representative]:
    """So many representatives of the community, named today."""
    return [
        name_representative(
            area=world.community,
            person=Person.objects.create(registered=clock.now()),
            begins=clock.today(),
            ends=None,
            named_by="居民会议",
            by=by,
        )
        for _number in range(count)
    ]


def plan(checklist: Checklist, leader: Actor, starts_at: datetime, size: int = 3) -> TourPlan:
    return TourPlan(
        title="周五巡店",
        starts_at=starts_at,
        checklist=checklist,
        lead_post=Post.objects.select_related("role").get(pk=leader.posts[0].post_id),
        meets_at="社区门口",
        size=size,
    )


@pytest.fixture
def tour(world: World, secretary: Actor, worker: Actor, checklist: Checklist, shop: Organisation) -> Tour:
    people(world, secretary, 5)
    return plan_tour(
        plan(checklist, worker, clock.now() + WEEK),
        area=world.community,
        stops=[
            StopDraft("柳园便利店", "柳园路1号", organisation=shop),
            StopDraft("服务中心", kind="centre", organisation=world.committee),
        ],
        by=secretary,
    )


@pytest.fixture
def drawn(tour: Tour, secretary: Actor) -> Tour:
    return draw(tour, by=secretary)


def stop_of(tour: Tour, order: int = 1) -> TourStop:
    return tour.stops.get(order=order)


def fits() -> None:
    """The audit of tours is content."""
    assert list(misfits()) == []
