"""A small district with a checklist, a thing and a patrol of one grid."""

import pytest

from mulin.catalogue.models import Kind
from mulin.people.access import Actor
from mulin.people.models import Post
from mulin.places.models import Area
from mulin.rounds.actions.items import NewItem
from mulin.rounds.actions.make_plan import NewPlan, make_plan
from mulin.rounds.actions.publish_checklist import publish_checklist
from mulin.rounds.kinds import Family
from mulin.rounds.models import Checklist, Plan
from mulin.things.actions.register_thing import NewThing, register_thing
from mulin.things.models import Thing, ThingKind
from tests.support.world import World, head, now, worker, world

__all__ = ["head", "now", "worker", "world"]

HOUSE = Actor.system("tests")
ITEMS = (
    NewItem("passage", "消防通道畅通", "yes_no", bad=["no"], opens="T:0601"),
    NewItem("bikes", "占道停放的非机动车", "number", required=False, unit="辆", low=0, high=10, opens="T:0601"),
    NewItem(
        "door", "防火门", "choice", choices=[("closed", "常闭"), ("broken", "损坏")], bad=["broken"],
        required=False, opens="T:0605",
    ),
    NewItem("hinge", "铰链能修", "yes_no", required=False, shown_if={"item": "door", "is": ["broken"]}),
    NewItem("expiry", "灭火器到期日", "expiry", required=False, within_days=30, opens="T:0605"),
    NewItem("photo", "照片", "photo", required=False),
    NewItem("who", "陪同人", "signature", required=False),
    NewItem("note", "备注", "note", required=False),
)  # fmt: skip


def post_of(actor: Actor) -> Post:
    return Post.objects.get(pk=actor.posts[0].post_id)


@pytest.fixture
def kinds(world: World) -> list[Kind]:
    return [world.kind("0601"), world.kind("0605")]


@pytest.fixture
def checklist(kinds: list[Kind]) -> Checklist:
    return publish_checklist("patrol", name="日常巡查", items=ITEMS, by=HOUSE)


@pytest.fixture
def extinguisher(world: World, checklist: Checklist) -> Thing:
    kind = ThingKind.objects.create(
        code="extinguisher", name="灭火器", checklist_key="patrol", every_days=30, lead_days=30
    )
    return register_thing(NewThing(kind, "3号楼一层灭火器", area=world.micro), by=HOUSE)


def patrol(area: Area, *posts: Actor, by: Actor = HOUSE, **more: object) -> Plan:
    given = {
        "family": Family.PATROL, "name": "第一网格日常巡查", "area": area, "rhythm": "FREQ=DAILY",
        "checklist_key": "patrol", "posts": [post_of(one) for one in posts], "proof": "none",
    } | more  # fmt: skip
    return make_plan(NewPlan(**given), by=by)  # type: ignore[arg-type] # the test's own words
