"""Who is cared for is in no figure: a small group would tell of a person."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from mulin.cases.actions.file import file
from mulin.catalogue.kinds import Secrecy, Track
from mulin.catalogue.models import Kind
from mulin.insight.actions.rebuild import rebuild_open
from mulin.insight.models import DayTally, OpenTally
from mulin.insight.queries import (
    area_counts,
    day_sums,
    grounds,
    link_times,
    open_counts,
    top_kinds,
    wrong_tallies,
)
from mulin.lib import clock
from mulin.people.access import Actor
from tests.screen.conftest import Reported
from tests.support.world import World


@pytest.fixture
def visit(world: World) -> Kind:
    return world.kind("独居老人探访", Track.CARE, Secrecy.CONFIDENTIAL)


@pytest.fixture
def carer(world: World) -> Actor:
    return world.post("community_dispatcher", world.community, named=["care:see"])


def test_a_care_case_is_in_no_tally(
    world: World, reported: Reported, visit: Kind, carer: Actor, draw: Callable[[], None]
) -> None:
    today, since = clock.today(), clock.now() - timedelta(days=1)
    file(reported(world.micro, visit), by=carer)
    draw()
    assert not any(n for n, _late in open_counts([world.micro.pk, world.street.pk]).values())
    assert not any(n for ground in grounds([world.micro.pk]) for n, _late in ground.counts.values())
    assert not any(day_sums(world.micro.pk, today, today).values())
    assert top_kinds(world.micro.pk, today, today, 5) == []
    assert link_times(world.street, since) == []
    assert list(wrong_tallies()) == []


def test_its_presence_hides_nothing(
    world: World, reported: Reported, visit: Kind, draw: Callable[[], None]
) -> None:
    """Were the figure beside it left out because of it, that would tell as much."""
    reported(world.micro, visit)
    reported(world.micro)
    draw()
    assert area_counts(world.micro)[world.micro.pk].open == 1


def test_what_turns_out_to_be_care_leaves_the_tallies(
    world: World, reported: Reported, visit: Kind, carer: Actor, draw: Callable[[], None]
) -> None:
    case = reported(world.micro)
    both = world.post("community_dispatcher", world.community, named=["care:see"])
    file(case, kind=visit, by=both)
    draw()
    assert not OpenTally.objects.exclude(count=0).exists()
    assert not DayTally.objects.filter(kind_id=visit.pk).exists()
    assert list(wrong_tallies()) == []


def test_counted_anew_it_is_left_out_as_well(
    world: World, reported: Reported, visit: Kind, draw: Callable[[], None]
) -> None:
    reported(world.micro, visit)
    reported(world.micro)
    draw()
    kept = set(OpenTally.objects.exclude(count=0).values_list("area_id", "state", "count"))
    rebuild_open()
    assert set(OpenTally.objects.values_list("area_id", "state", "count")) == kept
