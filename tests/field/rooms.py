"""What a worker of the field finds to do beside cases: a home, a thing, a campaign's target."""

from datetime import date, timedelta

from psycopg.types.range import DateRange

from mulin.campaigns.actions.add_targets import Draft, add_targets
from mulin.campaigns.actions.start import start
from mulin.campaigns.models import Target
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.models import HouseholdCharge, Post
from mulin.places.actions.create_building import create_building
from mulin.places.models import Household
from mulin.rounds.actions.call_on import call_on
from mulin.rounds.actions.load_visit_rules import load_visit_rules
from mulin.rounds.actions.publish_checklist import NewItem, publish_checklist
from mulin.rounds.models import Calling, Checklist
from mulin.things.actions.register_thing import NewThing, register_thing
from mulin.things.models import Thing, ThingKind
from tests.support.world import World

HOUSE = Actor.system("tests")


def home_of(world: World, worker: Actor) -> Calling:
    """A home the worker answers for, due today, called on after discharge: which is nobody else's business."""
    building = create_building(
        area=world.micro, name="1号楼", lng=116.4, lat=39.9, entrances={"1单元": ["101"]}, by=HOUSE
    )
    home = Household.objects.get(entrance__building=building)
    post = Post.objects.get(pk=worker.posts[0].post_id)
    HouseholdCharge.objects.create(
        household=home, post=post, person_id=worker.person_id, during=DateRange(date(2026, 1, 1), None)
    )
    rules = {rule.code: rule for rule in load_visit_rules(by=HOUSE)}
    return call_on(home, rules["discharge"], by=HOUSE, first_on=clock.today())


def checklist_of_extinguishers(*more: NewItem) -> Checklist:
    items = [NewItem("hangs", "灭火器在位", "yes_no", bad=["no"], opens="T:0601"), *more]
    return publish_checklist("extinguisher", name="灭火器检查", items=items, by=HOUSE)


def extinguisher(world: World) -> Thing:
    world.kind("0601")
    checklist_of_extinguishers()
    kind = ThingKind.objects.create(code="extinguisher", name="灭火器", checklist_key="extinguisher")
    return register_thing(NewThing(kind, "3号楼一层灭火器", area=world.micro), by=HOUSE)


def shop(world: World, worker: Actor) -> Target:
    """A breakfast shop of a campaign, given to the worker's post."""
    secretary = world.post("community_secretary", world.community)
    campaign = start(
        area=world.community,
        name="油烟净化改造",
        aim="每家餐饮店装上净化器",
        begins=clock.today(),
        ends=clock.today() + timedelta(days=60),
        by=secretary,
    )
    post = Post.objects.get(pk=worker.posts[0].post_id)
    draft = Draft(label="柳桥路12号早餐铺", area=world.grid, address="柳桥路12号")
    target = add_targets(campaign, [draft], by=secretary)[0]
    Target.objects.filter(pk=target.pk).update(post=post)
    target.refresh_from_db()
    return target


def beside(target: Target, label: str) -> None:
    """Another target of the same campaign, the same worker's."""
    draft = Draft(label=label, area=target.area, address=label, post=target.post)
    add_targets(target.campaign, [draft], by=HOUSE)


def doors(calling: Calling, count: int) -> None:
    """So many more doors of the house, called on like the first."""
    home = calling.household
    charge = HouseholdCharge.objects.get(household=home)
    for number in range(count):
        door = Household.objects.get(pk=home.pk)
        door.pk, door.door = None, f"9{number:02}"
        door.save(force_insert=True)
        HouseholdCharge.objects.create(
            household=door, post=charge.post, person_id=charge.person_id, during=charge.during
        )
        call_on(door, calling.rule, by=HOUSE, first_on=clock.today())
