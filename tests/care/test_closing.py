"""Whoever of the posts named for care closes an alert, its case is handed in, and somebody else calls back."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from mulin.care.actions.close_alert import close_alert, follow_up
from mulin.care.actions.going import go
from mulin.care.actions.log_try import log_try
from mulin.care.models import Alert
from mulin.care.queries.audit import misfits
from mulin.cases.actions.accept import accept
from mulin.cases.actions.ask import ask
from mulin.cases.actions.suspend import suspend
from mulin.cases.kinds import State
from mulin.cases.models import Case
from mulin.cases.queries.audit import misfits as case_misfits
from mulin.lib import clock
from mulin.lib.clock import Frozen
from mulin.lib.errors import NotAllowed
from mulin.people.access import Actor
from mulin.people.models import Post
from tests.care.conftest import Home

STREET_POST = "P-1-CHK"


@pytest.fixture
def alert(home: Home, now: Frozen) -> Alert:
    home.watch()
    home.live(now, 49, 100)
    return Alert.objects.get()


@pytest.fixture
def street(home: Home) -> Actor:
    """A post of the street office that is named for care too: another organisation than the holder's."""
    Post.objects.filter(code=STREET_POST).update(named_duties=["care:see"])
    return home.town.actor(STREET_POST)


def case_of(alert: Alert) -> Case:
    return Case.objects.get(pk=alert.case_id)


def holder(alert: Alert) -> Actor:
    return Actor.for_post(Post.objects.get(pk=case_of(alert).holder_post_id))


def waits(alert: Alert) -> None:
    assert case_of(alert).state == State.DISPATCHED


def in_hand(alert: Alert) -> None:
    accept(case_of(alert), by=holder(alert))


def rests(alert: Alert) -> None:
    suspend(case_of(alert), until=clock.now() + timedelta(days=3), reason="等锁匠开门", by=holder(alert))


def rests_in_hand(alert: Alert) -> None:
    in_hand(alert)
    rests(alert)


def asks(alert: Alert) -> None:
    in_hand(alert)
    ask(case_of(alert), question="老人家有没有说去哪里？", by=holder(alert))


@pytest.mark.parametrize("before", [waits, in_hand, rests, rests_in_hand, asks])
def test_a_post_of_another_house_closes_it(
    home: Home, alert: Alert, street: Actor, before: Callable[[Alert], None]
) -> None:
    before(alert)
    assert street.organisation_ids != holder_house(alert)
    log_try(alert, step="person", result="safe", by=street)
    close_alert(alert, ending="safe", by=street)
    assert case_of(alert).state == State.HANDLED
    with pytest.raises(NotAllowed):
        follow_up(alert, result="safe", by=street)
    follow_up(alert, result="safe", by=home.worker)
    assert case_of(alert).state == State.CLOSED
    assert list(misfits()) == []
    assert list(case_misfits()) == []


def holder_house(alert: Alert) -> frozenset[int]:
    return frozenset(filter(None, [case_of(alert).holder_org_id]))


def test_whoever_closed_it_cannot_call_back_whatever_became_of_the_case(home: Home, alert: Alert) -> None:
    log_try(alert, step="person", result="safe", by=home.worker)
    close_alert(alert, ending="safe", by=home.worker)
    Case.objects.filter(pk=alert.case_id).update(state=State.CLOSED)
    with pytest.raises(NotAllowed):
        follow_up(alert, result="safe", by=home.worker)
    alert.refresh_from_db()
    assert alert.followed_at is None
    assert alert.tries.count() == 1


def test_who_is_not_named_for_care_takes_nothing_over(home: Home, alert: Alert) -> None:
    for key in ("P-12-DSP", "P-12-SEC", "P-13-STF-1"):
        with pytest.raises(NotAllowed):
            accept(case_of(alert), by=home.town.actor(key))
        with pytest.raises(NotAllowed):
            go(alert, by=home.town.actor(key))


def test_the_page_says_why_and_keeps_what_was_written(home: Home, alert: Alert) -> None:
    log_try(alert, step="person", result="safe", by=home.worker)
    client, path = home.town.client("gridworker"), f"/care/alerts/{alert.pk}/"
    assert client.post(path, {"verb": "close", "ending": "safe", "note": ""}).status_code == 302
    assert case_of(alert).state == State.HANDLED
    answer = client.post(path, {"verb": "follow", "result": "safe", "note": "已经打过电话"})
    assert answer.status_code == 400
    text = answer.content.decode()
    assert "已经打过电话" in text
    assert "请由他人回访" in text
