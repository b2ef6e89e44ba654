"""A grid, its community and its street, with who writes and who reads."""

import pytest

from mulin.diary.actions.write import write
from mulin.diary.models import DiaryEntry
from mulin.people.access import Actor
from tests.support.world import World, head, now, secretary, worker, world

__all__ = ["head", "now", "secretary", "worker", "world"]


@pytest.fixture
def street(world: World) -> Actor:
    return world.post("street_secretary", world.street)


@pytest.fixture
def entry(world: World, worker: Actor) -> DiaryEntry:
    return write(
        area=world.micro, theme="parking", text="晚上回来晚的都说没地方停车，电话15400000123。", by=worker
    )[0]
