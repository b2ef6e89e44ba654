"""Who is cared for is called on by the rules: by level, before the cold, after a discharge, after a silence; nobody else learns of it."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q

from mulin.care.actions.change_entry import change_entry
from mulin.care.actions.close_alert import close_alert, follow_up
from mulin.care.actions.end_entry import end_entry
from mulin.care.actions.note_discharge import note_discharge
from mulin.care.actions.plan_service import plan_service
from mulin.care.actions.say_visit import say_visit
from mulin.care.models import Alert, Delivery
from mulin.cases.access import visible_to
from mulin.cases.models import Case
from mulin.lib import clock
from mulin.lib.clock import Frozen
from mulin.lib.errors import BadInput, NotAllowed, NotFound
from mulin.lib.ids import uuid7
from mulin.notices.models import Notice
from mulin.people.actions.withdraw_consent import withdraw_consent
from mulin.people.models import HouseholdCharge, Look
from mulin.reactions.clockwork import tick_all
from mulin.reactions.relay import relay_all
from mulin.reactions.visiting import arrange_all
from mulin.rounds.actions.visit import Told, visit
from mulin.rounds.models import Calling, Seen, Visit
from mulin.rounds.queries.visits import (
    calling_for,
    care_calling_for,
    due_care_visits,
    due_visits,
    mine,
    visit_counts,
)
from mulin.surfaces.field import pack
from mulin.surfaces.field.day import lines
from tests.care.conftest import Home

STRANGERS = ("secretary", "leader", "district", "owner", "gridhead", "P-13-STF-1")
YEAR = timedelta(days=366)


@pytest.fixture
def entered(home: Home) -> Home:
    relay_all()
    return home


def rules(home: Home) -> dict[str, date]:
    open_ones = Calling.objects.filter(person=home.person, closed_on=None)
    return dict(open_ones.values_list("rule_id", "next_on"))


def test_the_level_sends_somebody_and_so_does_the_cold(entered: Home) -> None:
    today = clock.today()
    assert rules(entered) == {"frequent": today + timedelta(days=1), "heating": date(2026, 10, 15)}
    change_entry(entered.entry, level="quarterly", by=entered.worker)
    relay_all()
    assert set(rules(entered)) == {"quarterly", "heating"}
    assert arrange_all() == (1, 0)
    assert set(rules(entered)) == {"quarterly", "heating"}


def test_only_posts_named_for_care_learn_of_it(entered: Home) -> None:
    row = Calling.objects.get(rule="frequent")
    assert due_care_visits(entered.worker, clock.today() + YEAR)[0] == row
    for key in STRANGERS:
        actor = entered.town.actor(key)
        assert not due_care_visits(actor, clock.today() + YEAR).exists()
        with pytest.raises(NotFound):
            care_calling_for(actor, row.pk)
        with pytest.raises(NotAllowed):
            visit(row, Told("met"), by=actor)
    change_entry(entered.entry, only_posts=[entered.worker.posts[0].post_id], by=entered.worker)
    relay_all()
    assert not due_care_visits(entered.town.actor("P-12-STF-2"), clock.today() + YEAR).exists()


def test_it_is_in_no_plain_list_figure_or_copy_on_a_phone(entered: Home) -> None:
    """Not even of a post that is named for care: what is on a device offline can be lost with it."""
    Calling.objects.update(next_on=clock.today() - timedelta(days=3))
    for key in ("gridworker", "P-12-STF-1"):
        actor = entered.town.actor(key)
        HouseholdCharge.objects.filter(household=entered.town.home).delete()
        HouseholdCharge.objects.create(
            household=entered.town.home, post_id=actor.posts[0].post_id, person_id=actor.person_id,
            during=DateRange(date(2026, 1, 1), None),
        )  # fmt: skip
        rows = Calling.objects.filter(person=entered.person)
        assert not mine(actor).filter(pk__in=rows).exists()
        assert not due_visits(actor, clock.today() + YEAR).filter(pk__in=rows).exists()
        with pytest.raises(NotFound):
            calling_for(actor, rows[0].pk)
        told = [line.url for line in lines(actor)] + [
            leaf.url for source in pack.SOURCES for leaf in source(actor)
        ]
        assert not [url for url in told for row in rows if str(row.pk) in url]
        assert not [url for url in told if "care" in url]
    assert visit_counts(~Q(pk=None), clock.today())["late"] == 0


def test_after_a_discharge_somebody_looks_in_for_four_weeks(entered: Home, now: Frozen) -> None:
    today = clock.today()
    for wrong in (today + timedelta(days=1), today - timedelta(days=90)):
        with pytest.raises(BadInput):
            note_discharge(entered.entry, on=wrong, by=entered.worker)
    with pytest.raises(NotAllowed):
        note_discharge(entered.entry, on=today, by=entered.town.actor("leader"))
    for _again in range(2):
        note_discharge(entered.entry, on=today, by=entered.worker)
        relay_all()
    row = Calling.objects.get(rule="discharge")
    assert row.next_on == today + timedelta(days=1)
    for _week in range(4):
        assert row.closed_on is None
        visit(row, Told("met"), by=entered.worker)
        row.refresh_from_db()
    assert row.closed_on == clock.today()
    assert not Seen.objects.filter(kind="household").exists()


def test_a_second_stay_in_hospital_is_followed_as_long_as_the_first(entered: Home, now: Frozen) -> None:
    note_discharge(entered.entry, on=clock.today(), by=entered.worker)
    relay_all()
    row = Calling.objects.get(rule="discharge")
    for _week in range(3):
        visit(row, Told("met"), by=entered.worker)
    now.tick(timedelta(days=10))
    note_discharge(entered.entry, on=clock.today(), by=entered.worker)
    relay_all()
    for _week in range(4):
        row.refresh_from_db()
        assert row.closed_on is None
        visit(row, Told("met"), by=entered.worker)
    row.refresh_from_db()
    assert row.closed_on == clock.today()


def test_one_visit_answers_for_all_that_is_owed_but_the_season(entered: Home) -> None:
    note_discharge(entered.entry, on=clock.today(), by=entered.worker)
    relay_all()
    week = clock.today() + timedelta(days=7)
    visit(Calling.objects.get(rule="discharge"), Told("not_home"), by=entered.worker)
    assert rules(entered)["frequent"] == clock.today() + timedelta(days=1)
    visit(Calling.objects.get(rule="discharge"), Told("met"), by=entered.worker)
    assert rules(entered) == {"frequent": week, "discharge": week, "heating": date(2026, 10, 15)}


def test_a_call_afterwards_that_nobody_answers_sends_somebody(entered: Home, now: Frozen) -> None:
    entered.watch()
    entered.stand_still(now, 51, 100)
    alert = close_alert(Alert.objects.get(), ending="leak", by=entered.worker)
    relay_all()
    assert "contact" not in rules(entered)
    caller = entered.town.actor("P-12-STF-2")
    follow_up(alert, result="no_answer", by=caller)
    relay_all()
    assert rules(entered)["contact"] == clock.today()
    row = Calling.objects.get(rule="contact")
    visit(row, Told("not_home"), by=caller)
    row.refresh_from_db()
    assert (row.next_on, row.closed_on) == (clock.today() + timedelta(days=1), None)
    visit(row, Told("met"), by=caller)
    assert "contact" not in rules(entered)


def test_a_service_that_finds_nobody_sends_somebody(entered: Home, now: Frozen) -> None:
    provider = entered.town.post("P-ANJU-MGR").organisation
    assert provider is not None
    plan_service(
        entered.entry, service="meal", provider=provider, rhythm="once", first_on=clock.today(), by=entered.worker
    )  # fmt: skip
    tick_all()
    say_visit(Delivery.objects.get(), visit="not_home", by=entered.worker)
    relay_all()
    assert rules(entered)["contact"] == clock.today()


@pytest.mark.parametrize("how", ["withdrawn", "ended"])
def test_with_the_consent_it_ends_and_what_was_noted_is_gone(entered: Home, how: str) -> None:
    row = Calling.objects.get(rule="frequent")
    visit(row, Told("met", "药快吃完了"), by=entered.worker)
    if how == "withdrawn":
        withdraw_consent(entered.person, purpose="care", by=entered.town.resident)
    else:
        end_entry(entered.entry, by=entered.worker)
        relay_all()
    assert rules(entered) == {}
    assert Visit.objects.get().said is None
    relay_all()
    assert arrange_all() == (0, 0)
    assert rules(entered) == {}


def asked_for(home: Home, **more: str) -> Case:
    row = Calling.objects.get(rule="frequent")
    page = home.town.client("gridworker").get(f"/care/calls/{row.pk}/").content.decode()
    assert "本人同意其他人员知悉" in page and "checked" not in page
    sent = {"id": str(uuid7()), "outcome": "met", "asked": "洗澡要人扶，想请人帮忙助浴", **more}
    assert home.town.client("gridworker").post(f"/care/calls/{row.pk}/", sent).status_code == 302
    relay_all()
    return Case.objects.get(pk=Visit.objects.get().case_id)


def test_what_is_asked_for_at_a_visit_of_care_stays_with_care(entered: Home) -> None:
    case = asked_for(entered)
    assert (case.secrecy, case.track, case.cared_for_id) == ("confidential", "care", entered.person.pk)
    for key in STRANGERS:
        assert not visible_to(entered.town.actor(key)).filter(pk=case.pk).exists(), key
    assert visible_to(entered.town.actor("checker")).filter(pk=case.pk).exists()
    change_entry(
        entered.entry, only_posts=[entered.town.post("P-1201-GW").pk], by=entered.town.actor("gridworker")
    )
    assert not visible_to(entered.town.actor("checker")).filter(pk=case.pk).exists()
    assert visible_to(entered.town.actor("gridworker")).filter(pk=case.pk).exists()


def test_it_is_as_narrow_as_the_entry_was_and_told_to_nobody_else(entered: Home) -> None:
    change_entry(
        entered.entry, only_posts=[entered.town.post("P-1201-GW").pk], by=entered.town.actor("gridworker")
    )
    relay_all()
    case = asked_for(entered)
    assert case.only_post_ids == [entered.town.post("P-1201-GW").pk]
    assert not visible_to(entered.town.actor("checker")).filter(pk=case.pk).exists()
    told = set(Notice.objects.filter(case_id=case.pk).values_list("person_id", flat=True))
    assert told <= {entered.town.actor("gridworker").person_id}


def test_others_read_it_when_the_person_agreed(entered: Home) -> None:
    case = asked_for(entered, shared="on")
    assert (case.secrecy, case.cared_for_id) == ("internal", None)
    assert visible_to(entered.town.actor("secretary")).filter(pk=case.pk).exists()


def test_the_page_keeps_a_visit_once_and_is_told(entered: Home) -> None:
    row = Calling.objects.get(rule="frequent")
    path, client = f"/care/calls/{row.pk}/", entered.town.client("gridworker")
    listed = client.get("/care/").content.decode()
    assert path in listed
    assert client.get(path).status_code == 200
    sent = {"id": str(uuid7()), "outcome": "met", "said": "精神不错"}
    for _again in range(2):
        assert client.post(path, sent).status_code == 302
    assert Visit.objects.count() == 1
    looks = Look.objects.filter(person=entered.person).count()
    assert client.post(path, {"outcome": "dreamt"}).status_code == 400
    assert Look.objects.filter(person=entered.person).count() == looks + 1
    assert entered.town.client("leader").post(path, sent).status_code == 404
