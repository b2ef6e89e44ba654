"""Home visits: who is due by the rule, whose they are, how they end, what was asked for."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from hypothesis import given
from hypothesis import strategies as st

from mulin.cases.models import Case
from mulin.lib import clock
from mulin.lib.clock import Frozen
from mulin.lib.errors import NotAllowed, NotFound
from mulin.people.access import Actor
from mulin.people.models import HouseholdCharge
from mulin.places.actions.create_building import create_building
from mulin.places.models import Household
from mulin.rounds.actions.call_on import call_on
from mulin.rounds.actions.load_visit_rules import load_visit_rules
from mulin.rounds.actions.visit import Told, visit
from mulin.rounds.kinds import Outcome
from mulin.rounds.models import Calling, Seen, VisitRule
from mulin.rounds.queries.visits import due_visits
from mulin.rounds.rules.visits import in_season, next_visit
from tests.rounds.conftest import HOUSE, post_of
from tests.support.world import World


@pytest.fixture
def home(world: World) -> Household:
    building = create_building(
        area=world.micro, name="1号楼", lng=116.4, lat=39.9, entrances={"1单元": ["101"]}, by=HOUSE
    )
    return Household.objects.get(entrance__building=building)


@pytest.fixture
def rules(world: World) -> dict[str, VisitRule]:
    return {rule.code: rule for rule in load_visit_rules(by=HOUSE)}


@pytest.fixture
def calling(home: Household, rules: dict[str, VisitRule], worker: Actor, now: Frozen) -> Calling:
    HouseholdCharge.objects.create(
        household=home,
        post=post_of(worker),
        person_id=worker.person_id,
        during=DateRange(date(2026, 1, 1), None),
    )
    return call_on(home, rules["frequent"], by=HOUSE, first_on=clock.today())


def test_due_to_who_answers_for_the_home_and_to_nobody_above(
    calling: Calling, worker: Actor, head: Actor, world: World
) -> None:
    assert [one.pk for one in due_visits(worker)] == [calling.pk]
    other = world.post("grid_worker", world.grid)
    for stranger in (head, other, world.post("community_secretary", world.community)):
        assert not due_visits(stranger).exists()
        with pytest.raises(NotAllowed):
            visit(calling, Told(Outcome.MET), by=stranger)


def test_a_change_of_staff_hands_the_home_over(
    calling: Calling, worker: Actor, world: World, now: Frozen
) -> None:
    follower = world.post("grid_worker", world.grid)
    HouseholdCharge.objects.all().delete()
    HouseholdCharge.objects.create(
        household=calling.household, post=post_of(follower), person_id=follower.person_id,
        during=DateRange(clock.today(), None),
    )  # fmt: skip
    assert not due_visits(worker).exists()
    assert due_visits(follower).exists()


def test_what_was_asked_becomes_a_case_and_the_next_day_follows_the_rule(
    calling: Calling, worker: Actor, world: World
) -> None:
    name = uuid4()
    told = Told(Outcome.MET, "腿脚不便，敲门要等", "想装一个扶手", world.kind("1006"))
    made, new = visit(calling, told, by=worker, id=name)
    again, repeated = visit(calling, told, by=worker, id=name)
    calling.refresh_from_db()
    case = Case.objects.get()
    assert (new, repeated, made.pk) == (True, False, again.pk)
    assert (case.household_id, case.pk) == (calling.household_id, made.case_id)
    assert calling.next_on == clock.today() + timedelta(days=7)
    assert Seen.objects.filter(kind="household", ref_id=calling.household_id).exists()
    with pytest.raises((NotFound, NotAllowed)):
        visit(calling, told, by=world.post("grid_worker", world.grid), id=name)


def test_nobody_at_home_is_an_outcome_and_comes_again_sooner(calling: Calling, worker: Actor) -> None:
    visit(calling, Told(Outcome.NOT_HOME), by=worker)
    visit(calling, Told(Outcome.NOT_HOME), by=worker)
    calling.refresh_from_db()
    assert (calling.tries, calling.next_on) == (2, clock.today() + timedelta(days=1))
    assert not Seen.objects.exists()
    visit(calling, Told(Outcome.REFUSED), by=worker)
    calling.refresh_from_db()
    assert (calling.tries, calling.next_on) == (0, clock.today() + timedelta(days=7))
    visit(calling, Told(Outcome.MOVED), by=worker)
    assert not due_visits(worker, clock.today() + timedelta(days=60)).exists()


def test_after_discharge_a_visit_comes_forward(
    home: Household, rules: dict[str, VisitRule], calling: Calling
) -> None:
    visit(calling, Told(Outcome.MET), by=HOUSE)
    moved = call_on(home, rules["frequent"], by=HOUSE, first_on=clock.today() + timedelta(days=1))
    assert (moved.pk, moved.next_on) == (calling.pk, clock.today() + timedelta(days=1))


@pytest.mark.parametrize(
    ("visited", "expected"),
    [
        (date(2026, 10, 20), date(2027, 10, 15)),
        (date(2026, 11, 23), date(2027, 10, 15)),
        (date(2027, 3, 1), date(2027, 10, 15)),
        (date(2026, 10, 1), date(2027, 10, 15)),
    ],
)
def test_who_was_seen_late_for_a_season_is_not_left_out_of_the_next(visited: date, expected: date) -> None:
    rule = VisitRule(every_days=365, again_days=7, season_from="10-15", season_to="11-20")
    assert next_visit(rule, visited, reached=True) == expected


@given(st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.booleans())
def test_the_next_visit_lies_ahead_and_in_season(today: date, reached: bool) -> None:
    rule = VisitRule(every_days=365, again_days=7, season_from="10-15", season_to="11-20")
    found = next_visit(rule, today, reached=reached)
    assert found > today
    assert in_season(rule, found) == found
    assert (10, 15) <= (found.month, found.day) <= (11, 20)
