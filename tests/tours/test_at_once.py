"""Clockworks that strike at once plan one tour."""

import pytest

from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.actions.load_roles import load_roles
from mulin.tours.actions.plan_next import plan_next
from mulin.tours.models import Tour
from mulin.trail.models import Event
from tests.cases.test_at_once import at_once
from tests.support.world import World, make_world
from tests.tours.conftest import fits


@pytest.fixture
def world(fresh_database: str) -> World:
    load_roles(by=Actor.system("tests"))
    return make_world()


def test_several_clocks_plan_one(tour: Tour) -> None:
    Tour.objects.filter(pk=tour.pk).update(rhythm="FREQ=WEEKLY", since=clock.local(tour.starts_at).date())

    def strike() -> None:
        with clock.frozen(tour.starts_at):
            plan_next()

    at_once(*[strike] * 4)
    assert Tour.objects.filter(follows=tour).count() == 1
    assert Event.objects.filter(verb="tour.repeated").count() == 1
    fits()
