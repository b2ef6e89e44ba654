"""The call chain is logged, the alert closed with its reason, and somebody else calls back."""

import re
from datetime import timedelta

import pytest

from mulin.care.access import alert_for, entry_for, visible_entries
from mulin.care.actions.announce_absence import announce_absence, take_back_absence
from mulin.care.actions.close_alert import close_alert, follow_up
from mulin.care.actions.log_try import log_try
from mulin.care.models import Alert, Entry, Meter, Mute, Reading
from mulin.care.queries.audit import misfits
from mulin.care.rules.chain import Tried, chain, next_link
from mulin.cases.kinds import State
from mulin.cases.models import Case
from mulin.lib import clock
from mulin.lib.clock import Frozen
from mulin.lib.errors import BadInput, NotAllowed, NotFound, WrongState
from mulin.lib.ids import uuid7
from mulin.people.actions.withdraw_consent import withdraw_consent
from mulin.reactions.clockwork import tick_all
from tests.care.conftest import HOUR, Home


@pytest.fixture
def alert(home: Home, now: Frozen) -> Alert:
    home.watch()
    home.stand_still(now, 51, 100)
    return Alert.objects.get()


def test_from_the_door_to_the_call_afterwards(home: Home, alert: Alert, now: Frozen) -> None:
    now.tick(timedelta(minutes=4))
    log_try(alert, step="door", result="no_answer", by=home.worker)
    case = Case.objects.get(pk=alert.case_id)
    assert case.state == State.HANDLING
    neighbour = home.entry.contacts.get(tie="neighbour")
    log_try(alert, step="neighbour", contact=neighbour, result="away", note="去儿子家了", by=home.worker)
    close_alert(alert, ending="away", away_until=clock.today() + timedelta(days=5), by=home.worker)
    assert Mute.objects.get().ended_at is None
    with pytest.raises(NotAllowed):
        follow_up(alert, result="safe", by=home.worker)
    follow_up(alert, result="safe", note="已接电话", by=home.town.actor("P-12-STF-2"))
    case.refresh_from_db()
    assert case.state == State.CLOSED
    assert list(misfits()) == []


def test_safe_needs_somebody_who_was_reached(home: Home, alert: Alert) -> None:
    log_try(alert, step="person", result="no_answer", by=home.worker)
    with pytest.raises(WrongState):
        close_alert(alert, ending="safe", by=home.worker)
    with pytest.raises(BadInput):
        close_alert(alert, ending="other", by=home.worker)
    close_alert(alert, ending="leak", by=home.worker)


def test_the_same_try_twice_is_one(home: Home, alert: Alert) -> None:
    sent = uuid7()
    for _again in range(2):
        log_try(alert, id=sent, step="person", result="no_answer", by=home.worker)
    assert alert.tries.count() == 1


def test_a_button_pressed_twice_logs_one_try(home: Home, alert: Alert) -> None:
    client, path = home.town.client("gridworker"), f"/care/alerts/{alert.pk}/"
    shown = client.get(path).content.decode()
    names = re.findall(r'name="id" value="([0-9a-f-]{36})"', shown)
    assert len(names) == shown.count('name="verb" value="try"') == len(set(names)) > 2
    for _again in range(2):
        sent = {"id": names[0], "verb": "try", "step": "person", "result": "no_answer"}
        assert client.post(path, sent).status_code == 302
    assert alert.tries.count() == 1


def test_others_find_nothing(home: Home, alert: Alert) -> None:
    for key in ("secretary", "leader", "district", "owner", "P-13-STF-1", "resident"):
        actor = home.town.actor(key)
        assert not visible_entries(actor).exists()
        with pytest.raises(NotFound):
            entry_for(actor, home.entry.pk)
        with pytest.raises(NotFound):
            alert_for(actor, alert.pk)
        with pytest.raises(NotAllowed):
            log_try(alert, step="person", result="safe", by=actor)


def test_a_mute_ends_by_use_or_by_its_day(home: Home, now: Frozen) -> None:
    home.watch()
    home.live(now, 2, 100)
    announce_absence(home.entry, back_on=clock.today() + timedelta(days=3), by=home.town.resident)
    home.stand_still(now, 75, 100)
    home.live(now, 5, 100)
    assert not Alert.objects.exists()
    home.live(now, 20, 100)
    assert Alert.objects.count() == 1
    assert Mute.objects.get().end == "date"
    home.live(now, 1, 110)
    announce_absence(home.entry, back_on=clock.today() + timedelta(days=14), by=home.worker)
    home.stand_still(now, 30, 110)
    home.live(now, 1, 111)
    home.stand_still(now, 46, 111)
    home.live(now, 3, 111)
    assert Alert.objects.count() == 2
    assert Mute.objects.latest("pk").end == "rise"


def test_an_absence_is_bounded_and_can_be_taken_back(home: Home, now: Frozen) -> None:
    home.watch()
    for days in (0, 15):
        with pytest.raises(BadInput):
            announce_absence(home.entry, back_on=clock.today() + timedelta(days=days), by=home.worker)
    with pytest.raises(NotAllowed):
        announce_absence(home.entry, back_on=clock.today() + timedelta(days=2), by=home.town.neighbour)
    announce_absence(home.entry, back_on=clock.today() + timedelta(days=2), by=home.town.resident)
    home.live(now, 4, 100)
    take_back_absence(home.entry, by=home.town.resident)
    home.stand_still(now, 48, 100)
    assert Alert.objects.count() == 1


@pytest.mark.parametrize("purpose", ["care", "meter"])
def test_withdrawal_deletes_at_once(home: Home, now: Frozen, purpose: str) -> None:
    home.watch()
    home.live(now, 5, 100)
    withdraw_consent(home.person, purpose=purpose, by=home.town.resident)
    assert not Reading.objects.exists()
    assert not Meter.objects.exists()
    assert home.read((clock.now(), 100)).unknown == 1
    now.tick(60 * HOUR)
    tick_all()
    assert not Alert.objects.exists()
    entry = Entry.objects.get()
    assert (entry.ended_at is None) is (purpose == "meter")
    if purpose == "care":
        assert (entry.keys, entry.illness, entry.contacts.count()) == (None, None, 0)
    assert list(misfits()) == []


def test_the_chain_goes_from_the_person_outwards() -> None:
    contacts = [(1, "family"), (2, "neighbour"), (3, "family")]
    steps = [(link.step, link.contact_id) for link in chain(contacts, [])]
    assert steps == [
        ("person", None),
        ("contact", 1),
        ("contact", 3),
        ("neighbour", 2),
        ("post", None),
        ("emergency", None),
    ]
    nobody = [Tried("person", None, "no_answer")] * 2
    link = next_link(chain(contacts, [*nobody, Tried("contact", 1, "no_answer")]))
    assert link is not None and link.contact_id == 3
    assert next_link(chain(contacts, [Tried("neighbour", 2, "away")])) is None
