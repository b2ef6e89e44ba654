"""Waiting events are drawn once; failures are retried without repeating what was drawn."""

from datetime import timedelta

import pytest

from mulin.cases.actions.file import file
from mulin.cases.models import Case
from mulin.insight.models import OpenTally
from mulin.insight.queries import wrong_tallies
from mulin.lib.clock import Frozen
from mulin.people.access import Actor
from mulin.reactions import relay
from mulin.reactions.clockwork import tick_all
from mulin.reactions.relay import relay_all
from mulin.trail.models import Drawn, Event, Waiting
from tests.support.world import World


def test_tallies_follow_the_events(world: World, case: Case, dispatcher: Actor) -> None:
    relay_all()
    for area in (world.micro, world.grid, world.community, world.street, world.district):
        assert OpenTally.objects.get(area_id=area.pk, state="reported").count == 1
    file(case, by=dispatcher)
    relay_all()
    assert OpenTally.objects.get(area_id=world.street.pk, state="reported").count == 0
    assert OpenTally.objects.get(area_id=world.street.pk, state="filed").count == 1
    assert list(wrong_tallies()) == []
    assert not Waiting.objects.exists()


def test_a_failing_consequence_is_retried_alone(
    world: World,
    case: Case,
    now: Frozen,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []
    broken = {"yes": True}

    def tells(event: Event) -> None:
        told.append(event.verb)

    def fails(event: Event) -> None:
        if broken["yes"]:
            raise OSError("away")
        told.append("at last")

    monkeypatch.setitem(relay.TABLE, "case.report", (tells, fails))
    relay_all()
    assert told == ["case.report"]
    assert Waiting.objects.get().tries == 1
    assert Drawn.objects.filter(handler="fails").exclude(error="").exists()
    broken["yes"] = False
    now.tick(timedelta(minutes=10))
    relay_all()
    assert told == ["case.report", "at last"]
    assert not Waiting.objects.exists()


def test_nobody_acts_and_the_case_climbs(world: World, case: Case, now: Frozen) -> None:
    for _day in range(30):
        now.tick(timedelta(days=1))
        tick_all()
    case.refresh_from_db()
    assert case.rank == 3
    ranks = list(case.oversights.order_by("pk").values_list("rank", flat=True))
    assert ranks == sorted(ranks, reverse=True)
