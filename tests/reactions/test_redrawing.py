"""The ground is cut, joined, moved, retired: whatever stood there goes with it, and nothing goes silent."""

from datetime import timedelta

from mulin.campaigns.actions.add_targets import Draft, add_households, add_targets
from mulin.campaigns.actions.start import start
from mulin.campaigns.models import Campaign, Target
from mulin.campaigns.queries.audit import misfits as campaign_misfits
from mulin.cases.actions.report import Place, report
from mulin.cases.models import Case
from mulin.catalogue.kinds import Door
from mulin.diary.actions.topic import open_topic, put_to_topic
from mulin.diary.actions.write import write
from mulin.diary.models import DiaryTopic
from mulin.lib import clock
from mulin.lib.clock import Frozen
from mulin.notices.kinds import Template
from mulin.notices.models import Notice
from mulin.people.access import Actor
from mulin.places.actions.create_area import NewArea
from mulin.places.actions.create_building import create_building
from mulin.places.actions.merge import merge
from mulin.places.actions.move import move
from mulin.places.actions.renumber import renumber
from mulin.places.actions.retire import retire
from mulin.places.actions.split import split
from mulin.places.kinds import Rank
from mulin.places.models import Area, Building, Household
from mulin.reactions.clockwork import tick_all
from mulin.reactions.redrawing import follow_ground
from mulin.reactions.relay import relay_all
from mulin.rounds.actions.call_on import call_on
from mulin.rounds.actions.load_visit_rules import load_visit_rules
from mulin.rounds.actions.make_plan import NewStop
from mulin.rounds.kinds import SeenKind
from mulin.rounds.models import Checklist, Occurrence, Plan, Seen, VisitRule
from mulin.rounds.queries.audit import misfits
from mulin.things.actions.register_thing import NewThing, register_thing
from mulin.things.models import Thing, ThingKind
from mulin.trail.models import Event
from tests.places.ground import square
from tests.rounds.conftest import HOUSE, checklist, head, kinds, patrol
from tests.support.world import World, make_area

__all__ = ["checklist", "head", "kinds"]

SOUTH, NORTH = (116.5, 39.2), (116.5, 39.8)


def cut(area: Area) -> tuple[Area, Area]:
    parts = [
        NewArea(name="南网格", rank=Rank.GRID, code="G-S", boundary=square(116, 39, 1, 0.5), households=300),
        NewArea(
            name="北网格", rank=Rank.GRID, code="G-N", boundary=square(116, 39.5, 1, 0.5), households=100
        ),
    ]
    south, north = split(area, parts=parts, by=HOUSE)
    return south, north


def house(area: Area, name: str, lng: float, lat: float) -> tuple[Building, Household]:
    building = create_building(area, name=name, lng=lng, lat=lat, entrances={"1单元": ["101"]}, by=HOUSE)
    return building, Household.objects.get(entrance__building=building)


def told(person: Actor) -> list[str]:
    return list(Notice.objects.filter(person_id=person.person_id).values_list("template", flat=True))


def line(*areas: Area) -> list[int]:
    return [area.pk for area in areas]


def test_a_plan_over_a_cut_grid_goes_on_in_both_parts_and_the_head_hears_of_it(
    world: World, checklist: Checklist, worker: Actor, head: Actor, now: Frozen
) -> None:
    daily = patrol(world.grid, worker)
    below = patrol(world.micro, worker, name="微网格巡查")
    now.tick(timedelta(minutes=1))
    tick_all()
    south, north = cut(world.grid)
    assert list(misfits()) == []  # While the cut's consequences wait, nothing is said to be astray.
    relay_all()
    daily.refresh_from_db()
    below.refresh_from_db()
    other = Plan.objects.exclude(pk__in=[daily.pk, below.pk]).get()
    assert line(daily.area, other.area) == line(south, north)
    assert (other.name, other.rhythm, other.next_at, other.made) == (
        daily.name, daily.rhythm, daily.next_at, 0,
    )  # fmt: skip
    assert [one.post_id for one in other.going.all()] == [one.post_id for one in daily.going.all()]
    assert (below.area, below.grid_id) == (world.micro, south.pk)
    assert set(Occurrence.objects.filter(state="open").values_list("grid_id", flat=True)) == {south.pk}
    assert told(head) == [Template.REDRAWN]
    now.tick(timedelta(days=1))
    tick_all()
    assert Occurrence.objects.filter(plan=other).count() == 1
    assert list(misfits()) == []


def test_a_route_goes_where_most_of_it_lies_and_things_to_their_point(
    world: World, checklist: Checklist, worker: Actor, now: Frozen
) -> None:
    stops = [NewStop("甲", lng=NORTH[0], lat=NORTH[1]), NewStop("乙", lng=SOUTH[0], lat=SOUTH[1])]
    route = patrol(world.grid, worker, over="stops", stops=[*stops, NewStop("丙", lng=116.2, lat=39.9)])
    kind = ThingKind.objects.create(code="lamp", name="路灯", checklist_key="patrol")
    building, _home = house(world.micro, "1号楼", *NORTH)
    lamps = [
        register_thing(NewThing(kind, "1号灯", area=world.grid, lng=NORTH[0], lat=NORTH[1]), by=HOUSE),
        register_thing(NewThing(kind, "2号灯", area=world.grid), by=HOUSE),
        register_thing(NewThing(kind, "门灯", building=building), by=HOUSE),
    ]
    south, north = cut(world.grid)
    relay_all()
    route.refresh_from_db()
    assert (route.area, Plan.objects.count()) == (north, 1)
    for lamp in lamps:
        lamp.refresh_from_db()
    assert line(*(lamp.area for lamp in lamps)) == line(north, south, world.micro)
    assert [lamp.grid_id for lamp in lamps] == line(north, south, south)


def test_callings_what_was_seen_cases_and_care_lie_where_the_home_lies_now(
    world: World, worker: Actor
) -> None:
    building, home = house(world.micro, "1号楼", *SOUTH)
    load_visit_rules(by=HOUSE)
    calling = call_on(home, VisitRule.objects.all()[0], by=HOUSE)
    for seen, ref in ((SeenKind.BUILDING, building.pk), (SeenKind.HOUSEHOLD, home.pk)):
        Seen.objects.create(kind=seen, ref_id=ref, at=clock.now(), **building.lineage())
    case, _new = report(by=worker, door=Door.PATROL, text="楼道堆物。", place=Place(area=world.micro))
    at_lamp = Place(area=world.grid, lng=NORTH[0], lat=NORTH[1])
    lamp, _new = report(by=worker, door=Door.PATROL, text="路灯不亮。", place=at_lamp)
    south, north = cut(world.grid)
    relay_all()
    calling.refresh_from_db()
    case = Case.objects.get(pk=case.pk)
    assert (calling.grid_id, case.grid_id, case.area) == (south.pk, south.pk, world.micro)
    assert Case.objects.get(pk=lamp.pk).area == north
    assert set(Seen.objects.values_list("grid_id", flat=True)) == {south.pk}


def test_campaigns_targets_and_topics_go_with_the_ground(world: World, worker: Actor, head: Actor) -> None:
    secretary = world.post("community_secretary", world.community)
    _building, home = house(world.micro, "1号楼", *SOUTH)
    wide = start(
        area=world.community, name="油烟改造", begins=clock.today(), ends=clock.today(), by=secretary
    )
    narrow = start(area=world.grid, name="飞线整治", begins=clock.today(), ends=clock.today(), by=HOUSE)
    drafts = [Draft("早餐铺", world.grid, lng=NORTH[0], lat=NORTH[1]), Draft("修车铺", world.grid)]
    for campaign in (wide, narrow):
        add_targets(campaign, drafts, by=HOUSE)
    add_households(wide, [home], by=HOUSE)
    entry, _new = write(area=world.grid, theme="parking", text="停车难。", by=worker)
    topic = open_topic(area=world.grid, name="停车", theme="parking", by=secretary)
    put_to_topic(entry, topic=topic, by=secretary)
    south, north = cut(world.grid)
    relay_all()
    found = Target.objects.filter(campaign=wide).order_by("number")
    assert line(*(target.area for target in found)) == line(north, south, world.micro)
    assert [target.grid_id for target in found] == line(north, south, south)
    assert Campaign.objects.get(pk=narrow.pk).area == south
    assert Campaign.objects.get(pk=wide.pk).area == world.community
    topic.refresh_from_db()
    entry.refresh_from_db()
    assert (topic.area, topic.grid_id, entry.area, entry.grid_id) == (south, south.pk, south, south.pk)
    assert list(campaign_misfits()) == []


def test_joined_grids_keep_every_plan_target_and_topic(
    world: World, checklist: Checklist, worker: Actor
) -> None:
    second = make_area("第二网格", Rank.GRID, world.community)
    plans = [patrol(world.grid, worker), patrol(second, worker, name="第二网格巡查")]
    campaign = start(
        area=world.community, name="油烟改造", begins=clock.today(), ends=clock.today(), by=HOUSE
    )
    add_targets(campaign, [Draft("早餐铺", world.grid), Draft("早餐铺", second)], by=HOUSE)
    for grid in (world.grid, second):
        topic = open_topic(area=grid, name="停车", theme="parking", by=HOUSE)
        entry, _new = write(area=grid, theme="parking", text="停车难。", by=world.post("grid_worker", grid))
        put_to_topic(entry, topic=topic, by=HOUSE)
    whole = merge([world.grid, second], new=NewArea(name="大网格", rank=Rank.GRID, code="G-W"), by=HOUSE)
    relay_all()
    assert {plan.area for plan in Plan.objects.filter(pk__in=[plan.pk for plan in plans])} == {whole}
    assert Plan.objects.count() == 2
    assert list(Target.objects.values_list("area", flat=True)) == line(whole, whole)
    still_open = DiaryTopic.objects.get(closed_at=None)
    assert (still_open.area, still_open.entries.count()) == (whole, 2)
    assert [*misfits(), *campaign_misfits()] == []


def test_a_moved_grid_takes_its_plans_to_the_other_community(
    world: World, checklist: Checklist, worker: Actor, now: Frozen
) -> None:
    other = make_area("枫园社区", Rank.COMMUNITY, world.street)
    daily, below = patrol(world.grid, worker), patrol(world.micro, worker)
    now.tick(timedelta(minutes=1))
    tick_all()
    move(world.grid, to=other, by=HOUSE)
    renumber(world.grid, code="G-X", by=HOUSE)
    relay_all()
    assert set(Plan.objects.values_list("community_id", "grid_id")) == {(other.pk, world.grid.pk)}
    assert set(Occurrence.objects.values_list("community_id", flat=True)) == {other.pk}
    assert {daily.pk, below.pk} == set(Plan.objects.values_list("pk", flat=True))
    assert list(misfits()) == []


def test_what_stood_on_a_retired_area_goes_up(world: World, checklist: Checklist, worker: Actor) -> None:
    empty = make_area("空网格", Rank.GRID, world.community)
    plan = patrol(empty, worker)
    kind = ThingKind.objects.create(code="lamp", name="路灯")
    thing = register_thing(NewThing(kind, "灯", area=empty), by=HOUSE)
    retire(empty, by=HOUSE)
    relay_all()
    plan.refresh_from_db()
    assert (plan.area, plan.grid_id) == (world.community, None)
    assert Thing.objects.get(pk=thing.pk).area == world.community


def test_a_plan_that_was_left_behind_is_named(world: World, checklist: Checklist, worker: Actor) -> None:
    plan = patrol(world.grid, worker)
    relay_all()
    Area.objects.filter(pk=world.grid.pk).update(valid_to=clock.today())
    assert [f"plan {plan.pk}" in one and world.grid.code in one for one in misfits()] == [True]


def test_followed_again_nothing_is_doubled(world: World, checklist: Checklist, worker: Actor) -> None:
    patrol(world.grid, worker)
    cut(world.grid)
    relay_all()
    for event in Event.objects.filter(verb="area.split"):
        follow_ground(event)
    relay_all()
    assert Plan.objects.count() == 2
