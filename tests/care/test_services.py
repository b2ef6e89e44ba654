"""Services come by their rhythm; the person confirms, or complains in one tap."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.db import connection

from mulin.calendars.rules import AreaCalendar
from mulin.care.actions.plan_service import end_plan, plan_service
from mulin.care.actions.say_visit import complain, confirm_visit, say_visit
from mulin.care.kinds import Rhythm
from mulin.care.models import Delivery, Plan
from mulin.care.rules.rhythm import following, rule_of
from mulin.cases.models import Case
from mulin.lib import clock
from mulin.lib.clock import Frozen
from mulin.lib.errors import BadInput, NotAllowed, NotFound, WrongState
from mulin.lib.rhythm_words import in_words
from mulin.reactions.clockwork import tick_all
from tests.care.conftest import Home


@pytest.fixture
def plan(home: Home) -> Plan:
    provider = home.town.post("P-ANJU-MGR").organisation
    assert provider is not None
    first = clock.today() + timedelta(days=1)
    return plan_service(
        home.entry, service="haircut", provider=provider, rhythm="monthly", first_on=first, by=home.worker
    )


def test_it_comes_when_its_day_is_there(home: Home, plan: Plan, now: Frozen) -> None:
    tick_all()
    assert not Delivery.objects.exists()
    now.tick(timedelta(days=1))
    tick_all()
    tick_all()
    delivery = Delivery.objects.get()
    say_visit(delivery, visit="done", by=home.worker)
    confirm_visit(delivery, by=home.town.resident)
    confirm_visit(delivery, by=home.town.resident)
    with pytest.raises(WrongState):
        say_visit(delivery, visit="missed", by=home.worker)
    plan.refresh_from_db()
    assert plan.next_on == date(2026, 4, 3)


def test_one_tap_complains(home: Home, plan: Plan, now: Frozen) -> None:
    now.tick(timedelta(days=1))
    tick_all()
    delivery = Delivery.objects.get()
    for stranger in (home.town.neighbour, home.worker):
        with pytest.raises(NotFound):
            complain(delivery, by=stranger)
    first, again = complain(delivery, by=home.town.resident), complain(delivery, by=home.town.resident)
    assert first.pk == again.pk
    case = Case.objects.get(pk=first.pk)
    assert (case.secrecy, case.subject_org_id) == ("confidential", plan.provider_id)


def test_what_ended_comes_no_more(home: Home, plan: Plan, now: Frozen) -> None:
    with pytest.raises(NotAllowed):
        end_plan(plan, by=home.town.actor("secretary"))
    end_plan(plan, by=home.worker)
    now.tick(timedelta(days=40))
    tick_all()
    assert not Delivery.objects.exists()


def days(rhythm: str, first: date, many: int, holidays: str = "keep") -> list[date]:
    rule, found, after = rule_of(rhythm, first), list[date](), None
    while len(found) < many:
        one = following(rule, since=first, after=after, holidays=holidays, calendar=AreaCalendar())
        if one is None:
            break
        after = one[0]
        found.append(one[1])
    return found


@pytest.mark.parametrize(
    ("rhythm", "first", "expected"),
    [
        ("weekly", date(2026, 3, 2), [date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16)]),
        ("fortnightly", date(2026, 3, 2), [date(2026, 3, 2), date(2026, 3, 16), date(2026, 3, 30)]),
        ("monthly", date(2026, 1, 31), [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]),
        ("monthly", date(2026, 3, 3), [date(2026, 3, 3), date(2026, 4, 3), date(2026, 5, 3)]),
        ("once", date(2026, 3, 2), [date(2026, 3, 2)]),
        ("freq=weekly;byday=tu,th", date(2026, 3, 2), [date(2026, 3, d) for d in (3, 5, 10)]),
        ("FREQ=DAILY;BYHOUR=8,18", date(2026, 3, 2), [date(2026, 3, d) for d in (2, 3, 4)]),
    ],
)
def test_rhythm(rhythm: str, first: date, expected: list[date]) -> None:
    assert days(rhythm, first, 3) == expected


def test_a_day_that_is_not_worked_is_kept_left_out_or_moved() -> None:
    """The first of October 2026 is a Thursday and a holiday until the seventh."""
    first = date(2026, 9, 24)
    assert days("weekly", first, 3)[1] == date(2026, 10, 1)
    assert days("weekly", first, 2, "skip")[1] == date(2026, 10, 8)
    assert days("FREQ=MONTHLY;BYMONTHDAY=1", first, 1, "next") == [date(2026, 10, 8)]


def test_named_rhythms_are_told_in_words() -> None:
    told = [in_words(rule_of(one, date(2026, 1, 31))) for one in Rhythm.values]
    assert told == ["仅一次", "每周", "每2周", "每月31日"]


@pytest.mark.parametrize("rhythm", ["", "sometimes", "FREQ=SECONDLY", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"])
def test_what_is_no_rhythm_is_refused(home: Home, rhythm: str) -> None:
    provider = home.town.post("P-ANJU-MGR").organisation
    assert provider is not None
    with pytest.raises(BadInput) as refused:
        plan_service(
            home.entry, service="meal", provider=provider, rhythm=rhythm, first_on=clock.today(), by=home.worker
        )  # fmt: skip
    assert "rhythm" in refused.value.fields
    assert not Plan.objects.exists()


def test_a_rule_of_its_own_from_the_page_to_the_person(home: Home, now: Frozen) -> None:
    sent = {
        "verb": "plan", "service": "meal", "provider": "ORG", "rhythm": "weekly", "rhythm_days": ["TU", "TH"],
        "first_on": clock.today().isoformat(), "holidays": "skip",
    }  # fmt: skip
    provider = home.town.post("P-ANJU-MGR").organisation
    assert provider is not None
    client, path = home.town.client("gridworker"), f"/care/{home.entry.pk}/"
    assert (
        client.post(
            path, {**sent, "provider": provider.code, "rhythm": "other", "rhythm_rule": "often"}
        ).status_code
        == 400
    )
    assert "没有找到" in client.get("/care/?level=quarterly").content.decode()
    assert f'<option value="{provider.name}">' in client.get(path).content.decode()
    assert client.post(path, {**sent, "provider": "没有这家"}).status_code == 400
    assert client.post(path, {**sent, "provider": provider.name}).status_code == 302
    assert client.post(path, {**sent, "provider": provider.code}).status_code == 302
    assert Plan.objects.count() == 1
    assert Plan.objects.get().next_on == date(2026, 3, 3)
    for _day in range(4):
        now.tick(timedelta(days=1))
        tick_all()
    assert list(Delivery.objects.order_by("due_on").values_list("due_on", flat=True)) == [
        date(2026, 3, 3),
        date(2026, 3, 5),
    ]
    person = home.town.client("resident")
    shown = person.get("/me/care/").content.decode()
    assert "每周二、周四" in shown
    first, second = Delivery.objects.order_by("due_on")
    assert person.post(f"/me/care/visits/{first.pk}/", {"came": "1"}).status_code == 302
    assert person.post(f"/me/care/visits/{second.pk}/", {"complain": "1"}).status_code == 302
    assert (
        home.town.client("rider").post(f"/me/care/visits/{second.pk}/", {"complain": "1"}).status_code == 404
    )
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.confirmed_at is not None
    assert second.case_id is not None


@pytest.mark.parametrize(
    "first", [date(2026, 3, 28), date(2026, 3, 29), date(2026, 3, 30), date(2026, 3, 31)]
)
@pytest.mark.parametrize("rhythm", list(Rhythm))
def test_plans_of_before_keep_their_rhythm(home: Home, rhythm: Rhythm, first: date) -> None:
    provider = home.town.post("P-ANJU-MGR").organisation
    plan = Plan.objects.create(
        entry=home.entry, service="meal", provider=provider, rhythm=rhythm, next_on=first, started_on=first
    )
    with connection.cursor() as cursor:
        cursor.execute(import_module("mulin.care.migrations.0003_rhythm").RULES)
    plan.refresh_from_db()
    assert (plan.rhythm, plan.ruled_on) == (rule_of(rhythm, first), first)
