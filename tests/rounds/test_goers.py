"""Who goes: in turn, everybody, a deputy; and what becomes of rounds when staff change."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from mulin.lib import clock
from mulin.lib.clock import Frozen
from mulin.lib.errors import BadInput, NotAllowed, WrongState
from mulin.people.access import Actor
from mulin.people.actions.end_tenure import end_tenure
from mulin.people.actions.hand_over import hand_over
from mulin.people.models import Deputy, Person, Tenure
from mulin.reactions.clockwork import tick_all
from mulin.reactions.relay import relay_all
from mulin.rounds.access import visible_to
from mulin.rounds.actions.set_goers import set_goers
from mulin.rounds.actions.stop_plan import stop_plan
from mulin.rounds.models import Checklist, Occurrence
from mulin.rounds.queries.lists import mine
from mulin.trail.models import Event
from tests.rounds.conftest import HOUSE, patrol, post_of
from tests.support.world import World

DAY = timedelta(days=1)


@pytest.fixture
def second(world: World) -> Actor:
    return world.post("grid_worker", world.grid)


def days(now: Frozen, count: int) -> list[int | None]:
    """Who went on each of so many working days."""
    for _day in range(count):
        tick_all()
        now.tick(DAY)
    return list(Occurrence.objects.order_by("opens_at", "seq").values_list("person_id", flat=True))


def test_people_go_in_turn(
    world: World, checklist: Checklist, worker: Actor, second: Actor, now: Frozen
) -> None:
    patrol(world.grid, worker, second)
    assert days(now, 4) == [worker.person_id, second.person_id] * 2


def test_everybody_goes_each_time(
    world: World, checklist: Checklist, worker: Actor, second: Actor, now: Frozen
) -> None:
    patrol(world.grid, worker, second, turns="each")
    assert days(now, 2) == [worker.person_id, second.person_id] * 2


def test_a_deputy_goes_instead(world: World, checklist: Checklist, worker: Actor, now: Frozen) -> None:
    stand_in = Person.objects.create(registered=clock.now())
    today = clock.today()
    Deputy.objects.create(
        post=post_of(worker), person=stand_in, during=DateRange(today, today + DAY), reason="leave"
    )
    patrol(world.grid, worker)
    assert days(now, 2) == [stand_in.pk, worker.person_id]


def test_who_takes_the_post_over_takes_its_open_rounds(
    world: World, checklist: Checklist, worker: Actor, now: Frozen
) -> None:
    patrol(world.grid, worker)
    days(now, 1)
    successor = Person.objects.create(registered=clock.now())
    hand_over(post_of(worker), to=successor, by=HOUSE)
    relay_all()
    assert Occurrence.objects.get().person_id == successor.pk


def test_who_leaves_leaves_the_round_to_the_post(
    world: World, checklist: Checklist, worker: Actor, second: Actor, now: Frozen
) -> None:
    patrol(world.grid, worker)
    days(now, 1)
    end_tenure(Tenure.objects.get(post=post_of(worker)), by=HOUSE)
    relay_all()
    row = Occurrence.objects.get()
    assert row.person_id is None
    Tenure.objects.create(
        post=post_of(worker), person_id=second.person_id, during=DateRange(clock.today(), None)
    )
    assert [one.pk for one in mine(Actor.for_post(post_of(worker)))] == [row.pk]


def test_the_head_sends_others_from_the_next_round_on(
    world: World, checklist: Checklist, worker: Actor, second: Actor, head: Actor, now: Frozen
) -> None:
    plan = patrol(world.grid, worker)
    assert days(now, 1) == [worker.person_id]
    for _again in range(2):
        set_goers(plan, posts=[post_of(second)], by=head)
    assert Event.objects.filter(verb="plan.manned").count() == 1
    assert days(now, 1) == [worker.person_id, second.person_id]


def test_nobody_else_and_nobody_who_does_not_go_on_rounds(
    world: World, checklist: Checklist, worker: Actor, second: Actor, head: Actor
) -> None:
    plan = patrol(world.grid, worker)
    with pytest.raises(NotAllowed):
        set_goers(plan, posts=[post_of(second)], by=worker)
    for posts in ([], [post_of(world.post("street_leader", world.street))]):
        with pytest.raises(BadInput):
            set_goers(plan, posts=posts, by=head)
    stop_plan(plan, by=head)
    with pytest.raises(WrongState):
        set_goers(plan, posts=[post_of(second)], by=head)


def test_who_leaves_on_a_later_day_leaves_the_round_to_the_post_then(
    world: World, checklist: Checklist, worker: Actor, second: Actor, now: Frozen
) -> None:
    patrol(world.grid, worker, window=60 * 24 * 14)
    tick_all()
    row = Occurrence.objects.get()
    post, leaver = post_of(worker), Person.objects.get(pk=worker.person_id)
    end_tenure(Tenure.objects.get(post=post), on=clock.today() + 5 * DAY, by=HOUSE)
    relay_all()
    heir = Person.objects.create(registered=clock.now())
    Tenure.objects.create(post=post, person=heir, during=DateRange(clock.today() + 5 * DAY, None))
    now.tick(4 * DAY)
    assert list(mine(Actor.for_post(post))) == [row]
    now.tick(DAY)
    assert list(mine(Actor.for_post(post))) == [row]
    assert Actor.for_post(post).person_id == heir.pk
    for gone in (Actor.resident(leaver), replace(second, person_id=leaver.pk)):
        assert not mine(gone).exists()
    assert not visible_to(Actor.resident(leaver)).exists()


def test_of_two_in_a_post_each_has_their_own_rounds(
    world: World, checklist: Checklist, worker: Actor, now: Frozen
) -> None:
    patrol(world.grid, worker)
    tick_all()
    other = Person.objects.create(registered=clock.now())
    Tenure.objects.create(post=post_of(worker), person=other, during=DateRange(clock.today(), None))
    assert mine(worker).exists()
    assert not mine(replace(worker, person_id=other.pk)).exists()
