"""More time: asked before the limit with a reason, at most two granted, one original limit each (延期)."""

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.cases.actions.saying import Saying, clean, reasoned
from mulin.cases.actions.turn import begin
from mulin.cases.kinds import Decision, Stage, Verb, Voice
from mulin.cases.models import Case, Clock, Extension
from mulin.cases.queries.limits import limit_of
from mulin.cases.rules import EXTENSIONS_AT_MOST
from mulin.catalogue.kinds import Link
from mulin.lib.errors import NotAllowed, WrongState
from mulin.people.access import Actor


@transaction.atomic
def extend(case: Case, *, reason: str, by: Actor, expected_version: int | None = None) -> Case:
    """Ask for as much time again; asked twice while one request is open changes nothing."""
    turn = begin(case, Verb.EXTEND, by, expected_version=expected_version)
    row = turn.case
    if Extension.objects.filter(case=row, decision=Decision.OPEN).exists():
        raise WrongState(_("A request for more time is already waiting for an answer."))
    if row.extensions >= EXTENSIONS_AT_MOST:
        raise WrongState(_("More time was granted twice already."))
    clock = _handling_clock(turn.timing.running(Link.HANDLE))
    if clock.due_at <= turn.now:
        raise WrongState(_("More time can be asked for only before the limit."))
    turn.say(Saying(Voice.REASON, reasoned(reason)))
    asked = Extension.objects.create(
        case=row, clock=clock, asked_at=turn.now, asked_by_post_id=turn.by.post_id
    )
    turn.done(facts={"extension": asked.pk})
    return row


@transaction.atomic
def grant(
    case: Case, *, granted: bool, by: Actor, note: str = "", expected_version: int | None = None
) -> Case:
    """Decide on the open request; a refusal does not use one up."""
    turn = begin(case, Verb.GRANT, by, expected_version=expected_version)
    row = turn.case
    asked = Extension.objects.select_for_update().filter(case=row, decision=Decision.OPEN).first()
    if asked is None:
        raise WrongState(_("No request for more time is waiting."))
    if any(post.post_id == asked.asked_by_post_id for post in by.posts):
        raise NotAllowed
    turn.say(Saying(Voice.NOTE, clean(note, "note", required=not granted)))
    asked.decision = Decision.GRANTED if granted else Decision.REFUSED
    asked.decided_at, asked.decided_by_post_id = turn.now, turn.by.post_id
    asked.save(update_fields=["decision", "decided_at", "decided_by_post_id"])
    if granted:
        row.extensions += 1
        amount, _unit = limit_of(row, Link.HANDLE)
        for clock in turn.timing.running(Link.HANDLE, Link.WHOLE):
            if clock.link == Link.HANDLE or clock.unit == _unit:
                turn.timing.extend(clock, amount)
        whole = [clock.due_at for clock in turn.timing.running(Link.WHOLE)]
        row.promised_by = max(whole, default=row.promised_by)
    turn.done("extensions", "promised_by", facts={"extension": asked.pk, "granted": granted})
    return row


def _handling_clock(clocks: list[Clock]) -> Clock:
    for clock in clocks:
        if clock.pk and clock.stage != Stage.OVERDUE:
            return clock
    raise WrongState(_("More time can be asked for only before the limit."))
