"""The loop's tests stand on a district in the small."""

import pytest

from mulin.cases.actions.accept import accept
from mulin.cases.actions.dispatch import dispatch
from mulin.cases.actions.file import file
from mulin.cases.actions.report import People, Place, report
from mulin.cases.models import Case
from mulin.catalogue.kinds import Door
from mulin.catalogue.models import Kind
from mulin.people.access import Actor
from tests.support.world import World, now, worker, world

__all__ = ["now", "worker", "world"]


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


@pytest.fixture
def handling(world: World, case: Case, dispatcher: Actor, plumber: Actor) -> Case:
    """The case in the hands of the water company."""
    case = dispatch(file(case, by=dispatcher), by=dispatcher, organisation=world.water)
    return accept(case, by=plumber)
