"""Calling a tour off and planning another is no way to another draw."""

from mulin.lib import clock
from mulin.lib.ids import uuid7
from mulin.people.access import Actor
from mulin.people.models import Person
from mulin.rounds.models import Checklist
from mulin.tours.actions.draw import draw
from mulin.tours.actions.name_representative import name_representative
from mulin.tours.actions.plan_tour import StopDraft, call_off, plan_tour
from mulin.tours.models import Tour
from tests.support.world import World
from tests.tours.conftest import WEEK, fits, plan


def order(tour: Tour) -> list[str]:
    return [str(one) for one in tour.seats.values_list("representative_id", flat=True)]


def test_whoever_calls_off_and_draws_anew_gets_the_same_order(
    world: World, secretary: Actor, worker: Actor, checklist: Checklist, drawn: Tour
) -> None:
    first = order(drawn)
    # Planned beforehand, each with a seed of its own.
    others = [
        plan_tour(
            plan(checklist, worker, clock.now() + WEEK),
            area=world.community,
            stops=[StopDraft("柳园便利店", "柳园路1号")],
            by=secretary,
        )
        for _time in range(3)
    ]
    call_off(drawn, by=secretary)
    for one in others:
        again = draw(one, by=secretary)
        assert order(again) == first
        call_off(again, by=secretary)
    fits()


def test_after_a_tour_that_was_gone_on_the_lots_are_new(
    world: World, secretary: Actor, worker: Actor, checklist: Checklist, drawn: Tour
) -> None:
    made = plan_tour(
        plan(checklist, worker, clock.now() + 2 * WEEK),
        area=world.community,
        stops=[StopDraft("柳园便利店", "柳园路1号")],
        by=secretary,
    )
    assert draw(made, by=secretary).seed != drawn.seed
    fits()


def test_nobody_chooses_the_number_that_a_lot_is_drawn_by(world: World, secretary: Actor) -> None:
    wanted, person = uuid7(), Person.objects.create(registered=clock.now())
    named = [
        name_representative(
            area=world.community,
            person=person,
            begins=clock.today(),
            ends=None,
            named_by="居民会议",
            id=wanted,
            by=secretary,
        )
        for _again in range(2)
    ]
    assert len({one.pk for one in named} | {wanted}) == 2
