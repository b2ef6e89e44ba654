"""An alert is always raised: whatever the case loop refuses, somebody named for care hears of it."""

from collections.abc import Callable

import pytest

from mulin.care.actions.call_check import raise_by_hand
from mulin.care.actions.close_alert import close_alert
from mulin.care.actions.log_try import log_try
from mulin.care.models import Alert, Entry
from mulin.care.queries.audit import misfits
from mulin.care.queries.chain import chain_of
from mulin.care.queries.lists import live_alerts
from mulin.cases.kinds import State
from mulin.cases.models import Case
from mulin.catalogue.models import Admission, Kind
from mulin.lib import clock
from mulin.lib.clock import Frozen
from mulin.notices.models import Notice
from mulin.people.access import Actor
from mulin.people.models import Post
from mulin.places.kinds import Rank
from mulin.reactions.clockwork import tick_all
from mulin.reactions.relay import relay_all
from tests.care.conftest import HOUR, Home

GOES = "P-1201-GW"


def not_for_grids(home: Home) -> None:
    for rank in (Rank.GRID, Rank.MICRO_GRID):
        Admission.objects.create(
            kind_key="MUL:1008", rank=rank, admitted=False, reason="准入清单", valid_from=clock.today()
        )


def only(home: Home, code: str) -> Actor:
    """The person agreed to one post alone."""
    Entry.objects.filter(pk=home.entry.pk).update(only_post_ids=[home.town.post(code).pk])
    home.entry.refresh_from_db()
    return home.town.actor(code)


def two_days_still(home: Home, now: Frozen) -> Alert:
    home.read((clock.now(), 100))
    now.tick(43 * HOUR)
    home.read((clock.now(), 100))
    now.tick(5 * HOUR)
    tick_all()
    relay_all()
    return Alert.objects.get()


def test_a_post_that_may_not_have_it_is_passed_over(home: Home, now: Frozen) -> None:
    not_for_grids(home)
    home.watch()
    alert = two_days_still(home, now)
    case = Case.objects.get(pk=alert.case_id)
    assert case.state == State.DISPATCHED
    assert case.holder_post_id is not None
    assert Post.objects.get(pk=case.holder_post_id).code in {"P-12-STF-1", "P-12-STF-2", "P-12-CHK"}
    assert list(misfits()) == []


def test_where_no_post_may_have_it_the_case_waits_before_those_named(home: Home, now: Frozen) -> None:
    not_for_grids(home)
    home.watch()
    worker = only(home, GOES)
    alert = two_days_still(home, now)
    case = Case.objects.get(pk=alert.case_id)
    assert (case.state, case.secrecy) == (State.FILED, "confidential")
    assert case.next_due is not None
    assert list(live_alerts(worker)) == [alert]
    assert len(chain_of(alert)) == 5
    assert Notice.objects.filter(case_id=case.pk, person_id=worker.person_id).exists()
    tick_all()
    assert Alert.objects.count() == 1
    log_try(alert, step="door", result="safe", by=worker)
    close_alert(alert, ending="safe", by=worker)
    case.refresh_from_db()
    assert case.state == State.HANDLED
    assert list(misfits()) == []


@pytest.mark.parametrize(
    "raised", [two_days_still, lambda home, now: raise_by_hand(home.entry, by=home.worker)]
)
def test_without_a_case_the_posts_are_told_all_the_same(
    home: Home, now: Frozen, raised: Callable[[Home, Frozen], Alert]
) -> None:
    home.watch()
    Kind.objects.filter(key="MUL:1008").update(doors=["phone"])
    alert = raised(home, now)
    relay_all()
    assert alert.case_id is None
    told = set(Notice.objects.filter(template="care_call").values_list("person_id", flat=True))
    assert home.town.person(GOES).pk in told
    assert home.person.pk not in told
    log_try(alert, step="door", result="safe", by=home.worker)
    close_alert(alert, ending="safe", by=home.worker)
