"""A campaign over a community in the small, with one target."""

from datetime import date, timedelta

import pytest

from mulin.campaigns.actions.add_targets import Draft, add_targets
from mulin.campaigns.actions.start import start
from mulin.campaigns.models import Campaign, Target
from mulin.lib import clock
from mulin.people.access import Actor
from tests.support.world import World, now, secretary, worker, world

__all__ = ["now", "secretary", "worker", "world"]


@pytest.fixture
def campaign(world: World, secretary: Actor) -> Campaign:
    return start(
        area=world.community,
        name="油烟净化改造",
        aim="每家餐饮店装上净化器",
        begins=clock.today(),
        ends=in_days(60),
        by=secretary,
    )


@pytest.fixture
def target(world: World, campaign: Campaign, secretary: Actor, worker: Actor) -> Target:
    draft = Draft(label="柳桥路12号早餐铺", area=world.grid, address="柳桥路12号")
    return add_targets(campaign, [draft], by=secretary)[0]


def in_days(days: int) -> date:
    return clock.today() + timedelta(days=days)
