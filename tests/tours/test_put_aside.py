"""A row the clock cannot act on keeps no other waiting, and is tried again later."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mulin.lib import asides
from mulin.lib.clock import Frozen
from mulin.people.access import Actor
from mulin.reactions.clockwork import tick, tick_all
from mulin.rounds.models import Checklist
from mulin.tours.actions.plan_tour import StopDraft, plan_tour
from mulin.tours.models import Tour
from tests.support.world import World
from tests.tours.conftest import plan
from tests.tours.test_again import WEEKLY, following, weekly

__all__ = ["weekly"]
HOUR = timedelta(hours=1)


@pytest.fixture
def broken(weekly: Tour) -> Tour:
    """Due first, with a rule that cannot be read."""
    Tour.objects.filter(pk=weekly.pk).update(rhythm="FREQ=NEVER")
    return weekly


@pytest.fixture
def sound(
    broken: Tour, world: World, secretary: Actor, worker: Actor, checklist: Checklist, now: Frozen
) -> Tour:
    """Due an hour after it; the hour has come."""
    wanted = replace(plan(checklist, worker, broken.starts_at + HOUR), rhythm=WEEKLY)
    made = plan_tour(wanted, area=world.community, stops=[StopDraft("集市", "河边")], by=secretary)
    now.move_to(made.starts_at)
    return made


def followed(tour: Tour) -> bool:
    return Tour.objects.filter(follows=tour).exists()


def test_the_next_is_acted_on_and_the_failing_one_later(broken: Tour, sound: Tour, now: Frozen) -> None:
    tick()
    assert (followed(broken), followed(sound)) == (False, True)
    Tour.objects.filter(pk=broken.pk).update(rhythm=WEEKLY)
    tick()
    assert not followed(broken), "it rests"
    now.tick(asides.FIRST)
    tick()
    assert following(broken).rhythm == WEEKLY


def test_it_rests_twice_as_long_each_time(broken: Tour, sound: Tour, now: Frozen) -> None:
    tick()
    now.tick(asides.FIRST)
    tick()
    Tour.objects.filter(pk=broken.pk).update(rhythm=WEEKLY)
    now.tick(asides.FIRST)
    tick()
    assert not followed(broken)
    now.tick(asides.FIRST)
    tick()
    assert followed(broken)


def test_where_all_must_be_done_a_failure_is_told(broken: Tour, sound: Tour) -> None:
    with pytest.raises(ValueError, match="NEVER"):
        tick_all()
