"""Two tours drawn at once: what becomes of one costs nobody a turn on the other, and either draw stands as it was made."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.lib import clock
from mulin.lib.clock import Frozen
from mulin.people.access import Actor
from mulin.rounds.models import Checklist
from mulin.tours.actions.draw import draw
from mulin.tours.actions.end_tour import end_tour
from mulin.tours.actions.plan_tour import StopDraft, call_off, plan_tour
from mulin.tours.actions.substitute import answer
from mulin.tours.models import Tour
from mulin.tours.queries.rota import candidates, drawn_again
from mulin.tours.rules import Candidate, floor_under, in_turn, turns_used
from tests.support.world import World
from tests.tours.conftest import WEEK, fits, plan


@pytest.fixture
def second(world: World, secretary: Actor, worker: Actor, checklist: Checklist, drawn: Tour) -> Tour:
    """All five go a day after the first tour, for which three were drawn."""
    return drawn_for(world, secretary, worker, checklist, days=8, size=5)


def drawn_for(
    world: World, keeper: Actor, leader: Actor, checklist: Checklist, *, days: int, size: int = 3
) -> Tour:
    wanted = plan(checklist, leader, clock.now() + timedelta(days=days), size)
    made = plan_tour(wanted, area=world.community, stops=[StopDraft("面馆")], by=keeper)
    return draw(made, by=keeper)


def stands(tour: Tour) -> dict[str, int]:
    """Whom the rota would draw for a tour, with the turns each has used up."""
    return {one.id: one.turns for one in candidates(tour)}


def planned(world: World, secretary: Actor, worker: Actor, checklist: Checklist) -> Tour:
    return plan_tour(plan(checklist, worker, clock.now() + 2 * WEEK), area=world.community, by=secretary)


def test_both_are_counted_while_both_are_on(
    world: World, secretary: Actor, worker: Actor, checklist: Checklist, drawn: Tour, second: Tour
) -> None:
    assert sorted(stands(planned(world, secretary, worker, checklist)).values()) == [1, 1, 2, 2, 2]
    assert [seat.turns for seat in second.seats.all()] == [0, 0, 1, 1, 1]


def test_who_was_drawn_for_both_loses_nothing_when_one_is_called_off(
    world: World, secretary: Actor, worker: Actor, checklist: Checklist, drawn: Tour, second: Tour
) -> None:
    order = [place.id for place in drawn_again(second)]
    for _again in range(2):
        call_off(drawn, by=secretary)
    assert set(stands(planned(world, secretary, worker, checklist)).values()) == {1}
    assert [str(seat.representative_id) for seat in second.seats.all()] == order
    assert [seat.turns for seat in second.seats.all()] == [0, 0, 1, 1, 1]
    fits()
    call_off(second, by=secretary)
    assert set(stands(planned(world, secretary, worker, checklist)).values()) == {0}
    fits()


def test_nor_when_they_decline_or_stay_away(
    world: World,
    secretary: Actor,
    worker: Actor,
    checklist: Checklist,
    drawn: Tour,
    second: Tour,
    now: Frozen,
) -> None:
    declined, away, came = drawn.seats.filter(state="asked")
    answer(declined, coming=False, by=secretary)
    now.move_to(drawn.starts_at + timedelta(hours=1))
    instead = drawn.seats.get(position=4)
    end_tour(drawn, came=[came.pk, instead.pk], by=worker)
    found = stands(planned(world, secretary, worker, checklist))
    assert found[str(declined.representative_id)] == found[str(away.representative_id)] == 1
    assert found[str(came.representative_id)] == 2
    # Called up for the first after the second was drawn, and gone on both.
    assert found[str(instead.representative_id)] == 2
    fits()


@given(
    st.lists(st.lists(st.booleans(), min_size=4, max_size=4), min_size=1, max_size=12), st.text(max_size=4)
)
def test_where_all_that_was_drawn_is_gone_on_it_is_the_turn_of_the_draw_and_one_more(
    tours: list[list[bool]], seed: str
) -> None:
    """Told anew from the floors, turns are those that the draws went by, tour after tour."""
    names = ["a", "b", "c", "d"]
    floors: dict[str, list[int]] = {name: [] for name in names}
    by_draw = dict.fromkeys(names, 0)
    for number, willing in enumerate(tours):
        rows = [Candidate(name, turns_used(floors[name]), date(2026, 1, 1)) for name in names]
        places = in_turn(rows, f"{seed}{number}")
        floor = floor_under(max(place.turns for place in places))
        for place in (one for one in places if willing[names.index(one.id)]):
            floors[place.id].append(floor)
            by_draw[place.id] = place.turns + 1
        assert {name: turns_used(floors[name]) for name in names} == by_draw
