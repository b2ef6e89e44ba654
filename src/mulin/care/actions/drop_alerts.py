"""What rested on a consent ends: no alert stays behind whose page nobody opens any more, nor what was noted at it."""

import logging

from django.db import transaction

from mulin.care.kinds import Ending
from mulin.care.models import Alert, Entry, Try
from mulin.cases.access import read_case
from mulin.cases.actions.check import check
from mulin.cases.actions.close import close
from mulin.cases.actions.decline import withdraw
from mulin.cases.actions.erase import erase_words
from mulin.cases.actions.handle import handle
from mulin.cases.actions.suspend import resume
from mulin.cases.kinds import ENDED, State, Verb
from mulin.cases.models import Case
from mulin.cases.rules import BY_VERB
from mulin.lib import clock
from mulin.lib.errors import Refusal
from mulin.people.access import Actor
from mulin.trail.record import record

log = logging.getLogger(__name__)
HOUSE = Actor.system("care ended")
EARLY = BY_VERB[Verb.WITHDRAW].sources


def drop_alerts(entry: Entry, by: Actor) -> None:
    """The caller holds the entry's lock. Alerts and calls afterwards that are open end, their cases with them."""
    for alert in Alert.objects.select_for_update(of=("self",)).filter(entry=entry).order_by("pk"):
        was_live = alert.closed_at is None
        if was_live:
            alert.closed_at, alert.ending = clock.now(), Ending.OTHER
        alert.followed_at = alert.followed_at or clock.now()
        alert.save(update_fields=["closed_at", "ending", "followed_at"])
        if was_live:
            record("alert.closed", alert, by=by, fields={"ending": str(Ending.OTHER)})
        _end(alert)
    Try.objects.filter(alert__entry=entry).update(note=None)


def _end(alert: Alert) -> None:
    """Whatever step the case refuses, the consent has ended: `mulin verify` then names the case."""
    case = read_case(alert.case_id) if alert.case_id else None
    if case is None:
        return
    try:
        with transaction.atomic():
            erase_words(_ended(case), by=HOUSE)
    except Refusal as refusal:
        log.warning("a case of care does not end with its consent: %s", refusal.code)


def _ended(case: Case) -> Case:
    if case.state in ENDED:
        return case
    if case.state == State.SUSPENDED:
        case = resume(case, by=HOUSE)
    if case.state in EARLY:
        return withdraw(case, by=HOUSE)
    if case.state == State.HANDLING:
        case = handle(case, by=HOUSE, result="—", contacted=True)
    if case.state == State.HANDLED:
        case = check(case, passed=True, by=HOUSE)
    return close(case, by=HOUSE)
