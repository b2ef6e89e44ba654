"""The alert turns out to be something; afterwards somebody else calls back, and the case ends."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.care.access import acting_on
from mulin.care.actions.announce_absence import mute_until, watched
from mulin.care.actions.going import go
from mulin.care.kinds import REACHED, CallResult, Ending
from mulin.care.models import Alert
from mulin.care.rules.words import said
from mulin.cases.actions.ask import give_up_asking
from mulin.cases.actions.check import check
from mulin.cases.actions.close import close
from mulin.cases.actions.handle import handle, solve
from mulin.cases.actions.suspend import resume
from mulin.cases.kinds import State
from mulin.cases.models import Case
from mulin.lib import clock
from mulin.lib.errors import BadInput, NotAllowed, WrongState
from mulin.people.access import Actor
from mulin.trail.record import record

FOLLOW_AFTER = timedelta(days=1)
#: Endings that only somebody who was reached can vouch for.
VOUCHED = (Ending.SAFE, Ending.AWAY)


@transaction.atomic
def close_alert(
    alert: Alert, *, ending: str, note: str = "", away_until: date | None = None, by: Actor
) -> Alert:
    """Closed with its reason. Away: the watch rests until the day named. Closed the same way before, nothing changes."""
    alert = Alert.objects.select_for_update(of=("self",)).select_related("entry").get(pk=alert.pk)
    acting = acting_on(by, alert.entry)
    if alert.closed_at is not None:
        if alert.ending == ending:
            return alert
        raise WrongState(_("This alert is closed."))
    _guard(alert, ending, note)
    words = said(note, "note") or ""
    alert.closed_at, alert.ending = clock.now(), ending
    alert.closed_by_person_id = acting.person_id
    alert.follow_at = alert.closed_at + FOLLOW_AFTER
    alert.save(update_fields=["closed_at", "ending", "closed_by_person_id", "follow_at"])
    _hand_in(alert, f"{Ending(ending).label}。{words}", by)
    if ending == Ending.AWAY and away_until is not None and alert.watch and alert.watch.ended_at is None:
        mute_until(watched(alert.entry, by)[0], away_until, acting)
    record("alert.closed", alert, by=acting, fields={"ending": ending})
    return alert


def _guard(alert: Alert, ending: str, note: str) -> None:
    if ending not in Ending.values:
        raise BadInput(fields={"ending": _("Choose what it turned out to be.")})
    if ending == Ending.OTHER and not note.strip():
        raise BadInput(fields={"note": _("Please say something here.")})
    if ending in VOUCHED and not alert.tries.filter(result__in=REACHED).exists():
        raise WrongState(_("Nobody has said yet how the person is: log who was reached first."))


def _hand_in(alert: Alert, result: str, by: Actor) -> None:
    """The case's handling is done, whosever it was or if it rested; its check is the follow-up call of somebody else."""
    case = Case.objects.filter(pk=alert.case_id).first() if alert.case_id else None
    if case is not None and case.state == State.SUSPENDED:
        resume(case, by=by)
    elif case is not None and case.state == State.ASKING:
        give_up_asking(case, by=by)
    case = go(alert, by=by)
    if case is None:
        return
    if case.state in (State.REPORTED, State.VERIFYING, State.FILED):
        solve(case, by=by, result=result)
    elif case.state == State.HANDLING:
        handle(case, by=by, result=result, contacted=True)


@transaction.atomic
def follow_up(alert: Alert, *, result: str, note: str = "", by: Actor) -> Alert:
    """The call afterwards, by somebody who did not close it; reached or not, it is logged, and reached ends the case."""
    alert = Alert.objects.select_for_update(of=("self",)).select_related("entry").get(pk=alert.pk)
    acting = acting_on(by, alert.entry)
    if alert.closed_at is None or alert.followed_at is not None:
        raise WrongState(_("There is nothing to call back about."))
    if by.person_id is not None and by.person_id == alert.closed_by_person_id:
        raise NotAllowed(_("You closed this alert yourself; somebody else must call back."))
    if result not in CallResult.values:
        raise BadInput(fields={"result": _("Say what came of it.")})
    words = said(note, "note") or ""
    alert.tries.create(
        step="person", result=result, note=words or None, at=clock.now(),
        by_person_id=acting.person_id, by_post_id=acting.post_id,
    )  # fmt: skip
    if result in REACHED:
        case = Case.objects.filter(pk=alert.case_id).first() if alert.case_id else None
        if case is not None and case.state == State.HANDLED:
            case = check(case, passed=True, note=words, by=by)
        if case is not None and case.state == State.CHECKED:
            close(case, by=by, reply=words)
        alert.followed_at = clock.now()
    else:
        alert.follow_at = datetime.combine(clock.today() + timedelta(days=1), time(9), clock.LOCAL)
    alert.save(update_fields=["followed_at", "follow_at"])
    record("alert.followed", alert, by=acting, fields={"result": result})
    return alert
