"""Representatives, the plan, the draw, the answers of those drawn, the end: each act works, is refused, is harmless twice."""

from datetime import timedelta

import pytest

from mulin.lib import clock
from mulin.lib.clock import Frozen
from mulin.lib.errors import BadInput, Conflict, NotAllowed, WrongState
from mulin.lib.ids import uuid7
from mulin.notices.models import Message, Notice
from mulin.people.access import Actor
from mulin.people.actions.erase_person import erase_person
from mulin.people.models import Person
from mulin.reactions.relay import relay_all
from mulin.rounds.models import Checklist
from mulin.tours.access import own_seats
from mulin.tours.actions.draw import draw
from mulin.tours.actions.end_tour import end_tour, publish, withdraw
from mulin.tours.actions.name_representative import end_term, known_person, name_representative
from mulin.tours.actions.plan_tour import StopDraft, add_stops, call_off, change_tour, plan_tour, reorder
from mulin.tours.actions.substitute import answer
from mulin.tours.models import Representative, Seat, Tour
from mulin.trail.models import Event
from tests.support.world import World
from tests.tours.conftest import WEEK, fits, people, plan


def person_of(seat: Seat) -> Actor:
    return Actor.resident(seat.representative.person)


def states(tour: Tour) -> list[str]:
    return list(tour.seats.values_list("state", flat=True))


def test_the_register_keeps_terms_and_their_ends(world: World, secretary: Actor, now: Frozen) -> None:
    person = known_person(name="王秀兰", phone="15400000123", by=secretary)
    assert known_person(name="王秀兰", phone="15400000123", by=secretary) == person
    assert known_person(name="王建国", phone="15400000123", by=secretary) != person
    today, number = clock.today(), uuid7()
    given = {"area": world.community, "person": person, "begins": today, "ends": None, "named_by": "居民会议"}
    term = name_representative(**given, id=number, by=secretary)
    assert name_representative(**given, id=number, by=secretary) == term
    with pytest.raises(Conflict):
        name_representative(**given, by=secretary)
    with pytest.raises(NotAllowed):
        name_representative(**given, by=world.post("grid_worker", world.grid))
    with pytest.raises(NotAllowed):
        name_representative(**given, by=Actor.resident(person))
    for wrong in ({"named_by": " "}, {"area": world.street}, {"ends": today - timedelta(days=1)}):
        by = world.post("community_staff", world.street)
        with pytest.raises(BadInput):
            name_representative(**given | {"person": world_person()} | wrong, by=by)
    now.tick(timedelta(days=9))
    end_term(term, by=secretary)
    count = Event.objects.count()
    assert end_term(term, by=secretary).during.upper == clock.today() + timedelta(days=1)
    assert Event.objects.count() == count
    now.tick(timedelta(days=9))
    name_representative(**given | {"begins": clock.today()}, by=secretary)
    assert Representative.objects.filter(person=person).count() == 2


def world_person() -> Person:
    return Person.objects.create(registered=clock.now())


def test_a_plan_is_one_plan_and_may_change_until_it_ends(
    world: World, secretary: Actor, worker: Actor, checklist: Checklist, tour: Tour
) -> None:
    number, wanted = uuid7(), plan(checklist, worker, clock.now() + WEEK)
    for _again in range(2):
        plan_tour(wanted, area=world.community, id=number, by=secretary)
    assert Tour.objects.count() == 2
    with pytest.raises(NotAllowed):
        plan_tour(wanted, area=world.community, by=worker)
    with pytest.raises(BadInput):
        plan_tour(plan(checklist, worker, clock.now() - WEEK), area=world.community, by=secretary)
    with pytest.raises(BadInput):
        plan_tour(plan(checklist, secretary, clock.now() + WEEK), area=world.community, by=secretary)
    for size in (0, 1000):
        with pytest.raises(BadInput):
            plan_tour(plan(checklist, worker, clock.now() + WEEK, size), area=world.community, by=secretary)
    changed = change_tour(tour, plan(checklist, worker, clock.now() + 2 * WEEK, 2), by=secretary)
    assert (changed.size, changed.version) == (2, tour.version + 1)
    same = change_tour(tour, plan(checklist, worker, changed.starts_at, 2), by=secretary)
    assert same.version == changed.version
    draw(tour, by=secretary)
    with pytest.raises(WrongState):
        change_tour(tour, plan(checklist, worker, changed.starts_at, 3), by=secretary)
    fits()


def test_the_route_is_walked_in_the_order_given(tour: Tour, secretary: Actor, worker: Actor) -> None:
    add_stops(tour, [StopDraft("面馆", "柳园路9号"), StopDraft("面馆", "柳园路9号")], by=secretary)
    first, second, third = tour.stops.all()
    reorder(tour, [third.pk, first.pk], by=secretary)
    assert [stop.name for stop in tour.stops.all()] == ["面馆", "柳园便利店"]
    with pytest.raises(BadInput):
        reorder(tour, [second.pk], by=secretary)
    with pytest.raises(NotAllowed):
        reorder(tour, [first.pk], by=worker)
    with pytest.raises(BadInput):
        add_stops(tour, [StopDraft(f"店{number}") for number in range(60)], by=secretary)
    fits()


def test_the_first_of_the_rota_are_asked_and_told(
    world: World, tour: Tour, secretary: Actor, worker: Actor
) -> None:
    with pytest.raises(NotAllowed):
        draw(tour, by=worker)
    done = draw(tour, by=secretary)
    assert draw(tour, by=secretary).version == done.version
    assert states(done) == ["asked", "asked", "asked", "reserve", "reserve"]
    relay_all()
    asked = [seat.representative.person_id for seat in done.seats.filter(state="asked")]
    told = Notice.objects.filter(template="tour_asked")
    assert sorted(told.values_list("person_id", flat=True)) == sorted(asked)
    assert Message.objects.filter(person_id__in=asked).count() == 3
    fits()


def test_nobody_is_drawn_for_a_tour_without_route_or_representatives(
    world: World, secretary: Actor, worker: Actor, checklist: Checklist
) -> None:
    empty = plan_tour(plan(checklist, worker, clock.now() + WEEK), area=world.community, by=secretary)
    with pytest.raises(WrongState):
        draw(empty, by=secretary)
    add_stops(empty, [StopDraft("面馆")], by=secretary)
    with pytest.raises(WrongState):
        draw(empty, by=secretary)
    people(world, secretary, 1)
    assert states(draw(empty, by=secretary)) == ["asked"]


def test_who_declines_is_followed_by_the_next(world: World, drawn: Tour, secretary: Actor) -> None:
    relay_all()
    first, second, _third, fourth, fifth = drawn.seats.all()
    assert list(own_seats(person_of(fourth))) == []
    with pytest.raises(NotAllowed):
        answer(fourth, coming=True, by=person_of(fourth))
    with pytest.raises(NotAllowed):
        answer(first, coming=True, by=person_of(second))
    for _again in range(2):
        answer(first, coming=True, by=person_of(first))
        answer(second, coming=False, by=person_of(second))
    assert states(drawn) == ["yes", "no", "asked", "asked", "reserve"]
    with pytest.raises(WrongState):
        answer(second, coming=True, by=person_of(second))
    answer(first, coming=False, by=secretary)
    assert states(drawn) == ["no", "no", "asked", "asked", "asked"]
    answer(fifth, coming=False, by=person_of(fifth))
    assert states(drawn) == ["no", "no", "asked", "asked", "no"]
    relay_all()
    assert Notice.objects.filter(template="tour_asked").count() == 4
    fits()


def test_a_seat_falls_free_with_the_term_and_with_the_person(
    world: World, drawn: Tour, secretary: Actor, now: Frozen
) -> None:
    first, second = drawn.seats.all()[:2]
    end_term(first.representative, by=secretary)
    assert states(drawn) == ["no", "asked", "asked", "asked", "reserve"]
    erase_person(second.representative.person, by=Actor.resident(second.representative.person))
    relay_all()
    assert states(drawn) == ["no", "no", "asked", "asked", "asked"]
    fits()


def test_going_uses_up_a_turn_and_staying_away_does_not(
    world: World, drawn: Tour, secretary: Actor, worker: Actor, checklist: Checklist, now: Frozen
) -> None:
    first, second, third, *rest = drawn.seats.all()
    with pytest.raises(WrongState):
        end_tour(drawn, came=[first.pk], by=worker)
    now.move_to(drawn.starts_at + timedelta(hours=2))
    with pytest.raises(WrongState):
        answer(third, coming=False, by=person_of(third))
    with pytest.raises(BadInput):
        end_tour(drawn, came=[rest[0].pk], by=worker)
    with pytest.raises(NotAllowed):
        end_tour(drawn, came=[], by=world.post("grid_worker", world.grid))
    for _again in range(2):
        end_tour(drawn, came=[first.pk, second.pk], by=worker)
    assert states(drawn) == ["came", "came", "absent", "reserve", "reserve"]
    stops = [StopDraft("面馆")]
    following = plan_tour(
        plan(checklist, worker, clock.now() + WEEK), area=world.community, stops=stops, by=secretary
    )
    order = [seat.representative_id for seat in draw(following, by=secretary).seats.all()]
    assert set(order[:3]) == {one.representative_id for one in (third, *rest)}
    assert [seat.turns for seat in following.seats.all()] == [0, 0, 0, 1, 1]
    fits()


def test_a_tour_called_off_uses_up_nobodys_turn(drawn: Tour, secretary: Actor, worker: Actor) -> None:
    with pytest.raises(NotAllowed):
        call_off(drawn, by=worker)
    for _again in range(2):
        call_off(drawn, by=secretary)
    relay_all()
    assert Notice.objects.filter(template="tour_off").count() == 3
    for act in (draw, publish):
        with pytest.raises(WrongState):
            act(drawn, by=secretary)
    fits()


def test_publishing_is_an_act_of_who_keeps_tours(tour: Tour, secretary: Actor, worker: Actor) -> None:
    with pytest.raises(NotAllowed):
        publish(tour, by=worker)
    for _again in range(2):
        assert publish(tour, by=secretary).published_at is not None
    for _again in range(2):
        assert withdraw(tour, by=secretary).published_at is None
    assert Event.objects.filter(verb__in=["tour.published", "tour.withdrawn"]).count() == 2
    fits()


def test_a_draw_that_was_tampered_with_is_found(drawn: Tour) -> None:
    first, second = drawn.seats.all()[:2]
    Seat.objects.filter(pk=first.pk).update(position=99)
    Seat.objects.filter(pk=second.pk).update(position=1)
    with pytest.raises(AssertionError, match="another order"):
        fits()
    Tour.objects.filter(pk=drawn.pk).update(seed="chosen")
    with pytest.raises(AssertionError, match="seed"):
        fits()
