"""Services come by their rhythm; the person confirms, or complains in one tap."""

from datetime import date, timedelta

import pytest

from mulin.care.actions.plan_service import end_plan, plan_service
from mulin.care.actions.say_visit import complain, confirm_visit, say_visit
from mulin.care.models import Delivery, Plan
from mulin.care.rules.rhythm import following
from mulin.cases.models import Case
from mulin.lib import clock
from mulin.lib.clock import Frozen
from mulin.lib.errors import NotAllowed, NotFound, WrongState
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


@pytest.mark.parametrize(
    ("rhythm", "last", "expected"),
    [
        ("weekly", date(2026, 3, 2), date(2026, 3, 9)),
        ("fortnightly", date(2026, 3, 2), date(2026, 3, 16)),
        ("monthly", date(2026, 1, 31), date(2026, 2, 28)),
        ("monthly", date(2026, 2, 28), date(2026, 3, 31)),
        ("once", date(2026, 3, 2), None),
    ],
)
def test_rhythm(rhythm: str, last: date, expected: date | None) -> None:
    assert following(rhythm, date(2026, 1, 31), last) == expected
