"""The loop's tests stand on a district in the small."""

from datetime import datetime

import pytest

from mulin.cases.actions.report import People, Place, report
from mulin.cases.models import Case
from mulin.catalogue.kinds import Door
from mulin.catalogue.models import Kind
from mulin.lib import clock
from mulin.lib.clock import LOCAL, Frozen
from mulin.people.access import Actor
from mulin.people.actions.load_roles import load_roles
from tests.support.world import World, make_world

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=LOCAL)


@pytest.fixture
def now() -> Frozen:
    """Monday, 2 March 2026, nine in the morning."""
    with clock.frozen(MONDAY) as held:
        yield held


@pytest.fixture
def world(db: None, now: Frozen) -> World:
    load_roles(by=Actor.system("tests"))
    return make_world()


@pytest.fixture
def lamp(world: World) -> Kind:
    return world.kind("lamp")


@pytest.fixture
def resident(world: World) -> Actor:
    return world.resident()


@pytest.fixture
def dispatcher(world: World) -> Actor:
    return world.post("community_dispatcher", world.community)


@pytest.fixture
def worker(world: World) -> Actor:
    return world.post("grid_worker", world.grid)


@pytest.fixture
def plumber(world: World) -> Actor:
    return world.post("department_worker", world.district, world.water)


@pytest.fixture
def case(world: World, lamp: Kind, resident: Actor) -> Case:
    """A resident's report, waiting to be filed."""
    return report(
        by=resident,
        door=Door.RESIDENT,
        text="三号楼前的路灯不亮三天了。老人晚上出门看不清。",
        kind=lamp,
        place=Place(area=world.micro),
        people=People(),
    )[0]
