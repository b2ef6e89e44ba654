"""Care ends: what was confided is erased wherever it was noted, and no alert stays behind that nobody can open."""

from datetime import timedelta

import pytest

from mulin.care.actions.call_check import raise_by_hand
from mulin.care.actions.close_alert import close_alert
from mulin.care.actions.end_entry import end_entry
from mulin.care.actions.going import go
from mulin.care.actions.log_try import log_try
from mulin.care.actions.plan_service import plan_service
from mulin.care.models import Alert, Entry, Plan, Try
from mulin.care.queries.audit import misfits
from mulin.cases.actions.suspend import suspend
from mulin.cases.kinds import ENDED
from mulin.cases.models import Case, Words
from mulin.lib import clock
from mulin.lib.clock import Frozen
from mulin.lib.errors import WrongState
from mulin.people.access import Actor
from mulin.people.actions.withdraw_consent import withdraw_consent
from mulin.reactions.relay import relay_all
from tests.care.conftest import Home

NOTED = "她有糖尿病，药在冰箱"


def told(home: Home) -> Alert:
    """A service, an alert and a call, each with a note."""
    plan_service(
        home.entry, service="meal", provider=home.water, rhythm="weekly", first_on=clock.today(), note=NOTED, by=home.worker
    )  # fmt: skip
    alert = raise_by_hand(home.entry, by=home.worker)
    log_try(alert, step="neighbour", result="safe", note=NOTED, by=home.worker)
    return alert


def nothing_is_left(home: Home) -> None:
    entry, case = Entry.objects.get(), Case.objects.get(door="meter")
    assert (entry.ended_at is None, entry.whys, entry.needs, entry.illness) == (False, [], None, None)
    assert [plan.note for plan in Plan.objects.all()] == [None]
    assert [one.note for one in Try.objects.all()] == [None] * Try.objects.count()
    assert case.state in ENDED and not (case.address or case.title)
    assert not Words.objects.filter(case=case).exclude(text="").exists()
    alert = Alert.objects.get()
    assert None not in (alert.closed_at, alert.followed_at)
    relay_all()
    assert list(misfits()) == []


def test_after_the_end_nothing_that_was_confided_is_left(home: Home, now: Frozen) -> None:
    alert = told(home)
    with pytest.raises(WrongState):
        end_entry(home.entry, by=home.worker)
    assert home.town.client("gridworker").post(f"/care/{home.entry.pk}/", {"verb": "end"}).status_code == 409
    assert "移出名册" not in home.town.client("gridworker").get(f"/care/{home.entry.pk}/").content.decode()
    close_alert(alert, ending="other", note=NOTED, by=home.worker)
    end_entry(home.entry, by=home.worker)
    nothing_is_left(home)


@pytest.mark.parametrize("stands", ["dispatched", "handling", "suspended", "handled"])
def test_who_withdraws_leaves_no_alert_behind(home: Home, now: Frozen, stands: str) -> None:
    alert = told(home)
    if stands in ("handling", "suspended"):
        go(alert, by=home.worker)
    if stands == "suspended":
        case = Case.objects.get(pk=alert.case_id)
        suspend(case, reason="等家属", until=clock.now() + timedelta(days=3), by=Actor.system("tests"))
    if stands == "handled":
        close_alert(alert, ending="safe", note=NOTED, by=home.worker)
    assert Case.objects.get(pk=alert.case_id).state == stands
    withdraw_consent(home.person, purpose="care", by=home.town.resident)
    nothing_is_left(home)
