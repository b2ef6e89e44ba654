"""What has come to its own end is not begun anew at night; who is entered anew, or lives elsewhere, is called on."""

from datetime import timedelta

import pytest

from mulin.care.actions.change_entry import change_entry
from mulin.care.actions.end_entry import end_entry
from mulin.care.actions.enter import enter
from mulin.care.actions.move_home import move_home
from mulin.lib import clock
from mulin.lib.clock import Frozen
from mulin.people.access import Actor
from mulin.people.actions.add_household_member import add_household_member
from mulin.people.actions.record_consent import record_consent
from mulin.places.models import Household
from mulin.reactions.relay import relay_all
from mulin.reactions.visiting import arrange_all
from mulin.rounds.actions.visit import Told, visit
from mulin.rounds.models import Calling, VisitRule
from tests.care.conftest import Home

DAY = timedelta(days=1)


@pytest.fixture
def entered(home: Home) -> Home:
    relay_all()
    return home


def called_on(home: Home) -> set[str]:
    return set(Calling.objects.filter(person=home.person, closed_on=None).values_list("rule_id", flat=True))


def nights(now: Frozen, count: int = 2) -> None:
    for _night in range(count):
        now.tick(DAY)
        assert arrange_all().failed == 0


def moved_away(home: Home) -> None:
    visit(Calling.objects.get(rule="frequent", closed_on=None), Told("moved"), by=home.worker)


def test_who_moved_away_is_not_called_on_again_by_that_rule(entered: Home, now: Frozen) -> None:
    moved_away(entered)
    nights(now)
    assert called_on(entered) == {"heating"}
    assert Calling.objects.filter(rule="frequent").count() == 1


def test_who_was_seen_as_often_as_is_meant_is_done_with(entered: Home, now: Frozen) -> None:
    VisitRule.objects.filter(code="frequent").update(most=2)
    for _week in range(2):
        visit(Calling.objects.get(rule="frequent"), Told("met"), by=entered.worker)
    nights(now)
    assert called_on(entered) == {"heating"}


def test_a_closer_look_agreed_on_and_a_new_home_begin_all_the_same(entered: Home, now: Frozen) -> None:
    moved_away(entered)
    change_entry(entered.entry, level="monthly", by=entered.worker)
    relay_all()
    nights(now)
    assert called_on(entered) == {"monthly", "heating"}
    change_entry(entered.entry, level="weekly", by=entered.worker)
    relay_all()
    assert called_on(entered) == {"heating"}
    door = Household.objects.get(members__person=entered.town.person("neighbour"))
    add_household_member(door, person=entered.person, by=Actor.system("tests"))
    move_home(entered.entry, household=door, by=entered.worker)
    relay_all()
    nights(now)
    assert set(Calling.objects.filter(closed_on=None).values_list("household_id", "rule_id")) == {
        (door.pk, "frequent"), (door.pk, "heating"),
    }  # fmt: skip


def test_who_is_entered_anew_is_called_on_anew(entered: Home, now: Frozen) -> None:
    moved_away(entered)
    now.tick(DAY)
    end_entry(entered.entry, by=entered.worker)
    relay_all()
    now.tick(DAY)
    record_consent(entered.person, purpose="care", means="paper", by=entered.worker)
    enter(
        entered.person, household=entered.entry.household, whys=["alone"], level="weekly",
        review_on=clock.today() + 90 * DAY, by=entered.worker,
    )  # fmt: skip
    relay_all()
    nights(now)
    assert called_on(entered) == {"frequent", "heating"}
