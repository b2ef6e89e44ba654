"""A tour that comes again: planned by the clock with the same route, a draw of its own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from mulin.calendars.actions.override_day import override_day
from mulin.lib import clock
from mulin.lib.clock import Frozen
from mulin.lib.errors import BadInput
from mulin.notices.models import Notice
from mulin.people.access import Actor
from mulin.people.models import Organisation, Post
from mulin.reactions.clockwork import tick_all
from mulin.reactions.relay import relay_all
from mulin.rounds.models import Checklist
from mulin.tours.actions.draw import draw
from mulin.tours.actions.plan_next import plan_next
from mulin.tours.actions.plan_tour import call_off, change_tour
from mulin.tours.kinds import TourState
from mulin.tours.models import Tour
from tests.support.world import World
from tests.tours.conftest import WEEK, fits, plan

WEEKLY, HOUR = "FREQ=WEEKLY", timedelta(hours=1)


@pytest.fixture
def weekly(tour: Tour, secretary: Actor, worker: Actor, checklist: Checklist) -> Tour:
    return change_tour(tour, replace(plan(checklist, worker, tour.starts_at), rhythm=WEEKLY), by=secretary)


def following(tour: Tour) -> Tour:
    return Tour.objects.get(follows=tour)


def test_the_next_is_planned_when_its_hour_has_come(weekly: Tour, secretary: Actor, now: Frozen) -> None:
    draw(weekly, by=secretary)
    assert plan_next() is None
    now.move_to(weekly.starts_at)
    tick_all()
    new = following(weekly)
    assert new.starts_at == weekly.starts_at + WEEK
    assert (new.state, new.rhythm, new.size, new.title) == ("planned", WEEKLY, weekly.size, weekly.title)
    assert new.seed != weekly.seed and not new.seats.exists()
    route = [(stop.order, stop.name, stop.organisation_id) for stop in weekly.stops.all()]
    assert [(stop.order, stop.name, stop.organisation_id) for stop in new.stops.all()] == route
    tick_all()
    assert Tour.objects.count() == 2
    relay_all()
    assert Notice.objects.get(template="tour_next").person_id == secretary.person_id
    fits()


def test_a_day_that_is_not_worked_is_moved_and_the_rhythm_stays(
    weekly: Tour, world: World, now: Frozen
) -> None:
    away = (weekly.starts_at + WEEK).date()
    override_day(world.community.pk, date=away, is_working=False, by=Actor.system("tests"))
    now.move_to(weekly.starts_at)
    tick_all()
    moved = following(weekly)
    assert moved.starts_at == weekly.starts_at + WEEK + timedelta(days=1)
    now.move_to(moved.starts_at)
    tick_all()
    assert following(moved).starts_at == weekly.starts_at + 2 * WEEK


def test_after_a_long_silence_there_is_one_and_it_is_still_to_come(weekly: Tour, now: Frozen) -> None:
    now.move_to(weekly.starts_at + 5 * WEEK + HOUR)
    tick_all()
    assert Tour.objects.count() == 2
    assert following(weekly).starts_at == weekly.starts_at + 6 * WEEK


def test_one_that_is_called_off_is_followed_all_the_same(weekly: Tour, secretary: Actor, now: Frozen) -> None:
    call_off(weekly, by=secretary)
    now.move_to(weekly.starts_at)
    tick_all()
    assert following(weekly).state == TourState.PLANNED
    fits()


def test_it_ends_when_its_keeper_says_so(
    weekly: Tour, secretary: Actor, worker: Actor, checklist: Checklist, now: Frozen
) -> None:
    change_tour(weekly, plan(checklist, worker, weekly.starts_at), by=secretary)
    now.move_to(weekly.starts_at)
    tick_all()
    assert Tour.objects.count() == 1


def test_without_a_leader_it_stops_and_the_keeper_is_told(
    weekly: Tour, secretary: Actor, now: Frozen
) -> None:
    Post.objects.filter(pk=weekly.lead_post_id).update(closed_on=clock.today())
    now.move_to(weekly.starts_at)
    tick_all()
    relay_all()
    weekly.refresh_from_db()
    assert (Tour.objects.count(), weekly.rhythm) == (1, "")
    assert Notice.objects.get(template="tour_stopped").person_id == secretary.person_id
    fits()


def test_a_shop_that_has_closed_is_no_longer_on_the_route(
    weekly: Tour, shop: Organisation, now: Frozen
) -> None:
    Organisation.objects.filter(pk=shop.pk).update(closed_on=clock.today())
    now.move_to(weekly.starts_at)
    tick_all()
    assert [(stop.order, stop.name) for stop in following(weekly).stops.all()] == [(1, "服务中心")]


def test_a_rule_that_is_none_is_refused(
    tour: Tour, secretary: Actor, worker: Actor, checklist: Checklist
) -> None:
    wrong = replace(plan(checklist, worker, tour.starts_at), rhythm="FREQ=SECONDLY")
    with pytest.raises(BadInput) as refused:
        change_tour(tour, wrong, by=secretary)
    assert "rhythm" in refused.value.fields


def test_the_desk_says_how_often(
    weekly: Tour, tour: Tour, secretary: Actor, as_: Callable[[Actor], Client]
) -> None:
    Tour.objects.filter(pk=tour.pk).update(rhythm="FREQ=WEEKLY;BYDAY=FR")
    page = as_(secretary).get(f"/desk/tours/{tour.pk}/").content.decode()
    assert "每周五" in page
    form = as_(secretary).get(f"/desk/tours/{tour.pk}/change/").content.decode()
    assert 'name="rhythm" value="weekly" checked' in form
    assert 'name="rhythm_days" value="FR" checked' in form
