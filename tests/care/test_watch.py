"""The watch: far too much used, a rule that keeps being wrong, a home that cannot be seen; nobody sees readings."""

from datetime import timedelta

import pytest

from mulin.care.actions.announce_absence import announce_absence
from mulin.care.actions.call_check import call_check
from mulin.care.actions.close_alert import close_alert
from mulin.care.actions.log_try import log_try
from mulin.care.actions.set_watch import NewRule
from mulin.care.models import Alert, Check, Fault
from mulin.care.queries.lists import owed_calls, standing
from mulin.cases.kinds import State
from mulin.cases.models import Case
from mulin.lib import clock
from mulin.lib.clock import Frozen
from mulin.lib.errors import BadInput, NotAllowed
from mulin.notices.models import Notice
from mulin.reactions.clockwork import tick_all
from mulin.reactions.relay import relay_all
from tests.care.conftest import HOUR, Home

DAILY = NewRule(high=500)
WATCHED, NO_DATA = "小时没有用量时，会有人上门看望。", "用量关注暂停；如一直没有读数"


def use(home: Home, now: Frozen, hours: int, start: float, hourly: float) -> float:
    for _hour in range(hours):
        start += hourly
        home.live(now, 1, start)
    return start


def test_far_too_much_is_an_alert_once_until_it_is_over(home: Home, now: Frozen) -> None:
    home.watch(DAILY)
    total = use(home, now, 30, 0, 20)
    assert not Alert.objects.exists()
    total = use(home, now, 20, total, 60)
    alert = Alert.objects.get()
    case = Case.objects.get(pk=alert.case_id)
    assert (alert.kind, case.secrecy, case.state) == ("high", "confidential", State.DISPATCHED)
    total = use(home, now, 20, total, 60)
    assert Alert.objects.count() == 1
    total = use(home, now, 30, total, 10)
    use(home, now, 20, total, 60)
    assert Alert.objects.filter(kind="high").count() == 2


def test_as_much_as_was_agreed_is_no_alert(home: Home, now: Frozen) -> None:
    home.watch(DAILY)
    use(home, now, 60, 0, 500 / 26)
    assert not Alert.objects.exists()


def test_a_leak_is_told_also_while_nobody_is_at_home(home: Home, now: Frozen) -> None:
    home.watch(DAILY)
    home.live(now, 30, 100)
    announce_absence(home.entry, back_on=clock.today() + timedelta(days=10), by=home.worker)
    use(home, now, 14, 100, 60)
    assert Alert.objects.get().kind == "high"


def still(home: Home, now: Frozen, total: float) -> Alert:
    """Two days of one total, and the clock raises it."""
    home.read((clock.now(), total))
    now.tick(43 * HOUR)
    home.read((clock.now(), total))
    now.tick(5 * HOUR)
    tick_all()
    return Alert.objects.get(closed_at=None)


def closed(home: Home, alert: Alert, ending: str) -> None:
    log_try(alert, step="person", result="safe", by=home.worker)
    close_alert(alert, ending=ending, by=home.worker)


def hint(home: Home) -> int:
    found = standing(home.entry)
    assert found is not None
    return found.hint


def test_a_rule_that_keeps_being_wrong_says_so(home: Home, now: Frozen) -> None:
    home.watch()
    for number, (ending, expected) in enumerate([("safe", 0), ("leak", 0), ("fault", 0), ("safe", 3)], 1):
        closed(home, still(home, now, 100 * number), ending)
        assert hint(home) == expected
    assert Alert.objects.count() == 4
    page = home.town.client("gridworker").get(f"/care/{home.entry.pk}/").content.decode()
    assert "九十天内误报次数：3。" in page
    now.tick(timedelta(days=91))
    assert hint(home) == 0


def test_who_is_watched_is_told_that_nobody_watches_and_called(home: Home, now: Frozen) -> None:
    home.watch()
    home.live(now, 3, 100)
    resident = home.town.client("resident")
    while_seen = resident.get("/me/care/").content.decode()
    assert WATCHED in while_seen and NO_DATA not in while_seen
    now.tick(6 * HOUR)
    tick_all()
    relay_all()
    assert Fault.objects.get().until is None
    assert Notice.objects.filter(person_id=home.person.pk, template="care_off").count() == 1
    shown = resident.get("/me/care/").content.decode()
    assert NO_DATA in shown and WATCHED not in shown
    now.tick(43 * HOUR)
    tick_all()
    relay_all()
    check = Check.objects.get()
    assert list(owed_calls(home.worker)) == [check]
    assert not owed_calls(home.town.actor("leader")).exists()
    told = set(Notice.objects.filter(template="care_call").values_list("person_id", flat=True))
    assert told and home.person.pk not in told
    with pytest.raises(NotAllowed):
        call_check(check, result="safe", by=home.town.actor("leader"))
    with pytest.raises(BadInput):
        call_check(check, result="perhaps", by=home.worker)


@pytest.mark.parametrize(("result", "alerts"), [("safe", 0), ("away", 0), ("no_answer", 1), ("help", 1)])
def test_the_call_is_logged_once_and_no_answer_sends_somebody(
    home: Home, now: Frozen, result: str, alerts: int
) -> None:
    home.watch()
    home.live(now, 3, 100)
    now.tick(60 * HOUR)
    tick_all()
    check = Check.objects.get()
    for _again in range(2):
        call_check(check, result=result, by=home.worker)
    assert Alert.objects.filter(kind="called").count() == alerts
    tick_all()
    assert Check.objects.count() == 1


def test_nobody_sees_a_reading(home: Home, now: Frozen) -> None:
    home.watch()
    home.live(now, 5, 98765.25)
    pages = {
        "gridworker": ["/care/", f"/care/{home.entry.pk}/", f"/care/{home.entry.pk}/paper/"],
        "resident": ["/me/care/", "/me/"],
    }
    for login, paths in pages.items():
        client = home.town.client(login)
        for path in paths:
            answer = client.get(path)
            assert answer.status_code == 200
            assert "98765" not in answer.content.decode().replace(",", "")
