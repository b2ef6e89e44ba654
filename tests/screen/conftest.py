"""A street in the small with its figures drawn."""

from collections.abc import Callable

import pytest

from mulin.cases.actions.report import Place, report
from mulin.cases.models import Case
from mulin.catalogue.kinds import Door
from mulin.catalogue.models import Kind
from mulin.insight.actions.advance import advance
from mulin.people.access import Actor
from mulin.places.models import Area
from mulin.trail.models import Event
from tests.field.conftest import Browser, as_, lamp, now, world
from tests.support.world import World

__all__ = ["Browser", "as_", "draw", "lamp", "leader", "now", "reported", "world"]

Reported = Callable[..., Case]


@pytest.fixture
def leader(world: World) -> Actor:
    return world.post("street_leader", world.street)


@pytest.fixture
def reported(world: World, lamp: Kind) -> Reported:
    """A case of a resident in an area."""

    def made(area: Area, kind: Kind | None = None, text: str = "路灯不亮") -> Case:
        return report(
            by=world.resident(), door=Door.RESIDENT, text=text, kind=kind or lamp, place=Place(area=area)
        )[0]

    return made


@pytest.fixture
def draw() -> Callable[[], None]:
    """Bring the tallies up to all that has happened."""

    def drawn() -> None:
        advance(Event.objects.order_by("pk"))

    return drawn
