"""The whistle: several organisations report in and finish together, one leads (吹哨报到, B4)."""

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.cases.access import is_about
from mulin.cases.actions.dispatch import HOLDING, hold
from mulin.cases.actions.saying import Saying, clean, reasoned
from mulin.cases.actions.turn import Turn, begin, open_assignments
from mulin.cases.kinds import Audience, PartRole, PartState, State, Verb, Voice, WhistleKind
from mulin.cases.models import Assignment, Case, Whistle
from mulin.catalogue.kinds import Link
from mulin.lib.errors import BadInput, WrongState
from mulin.lib.worktime import Unit
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.people.models import Organisation


@transaction.atomic
def whistle(
    case: Case,
    *,
    kind: str,
    lead: Organisation,
    assist: Sequence[Organisation],
    reason: str,
    by: Actor,
    report_in_minutes: int = 30,
    expected_version: int | None = None,
) -> Case:
    """Call the lead and the assisting organisations to the spot within minutes."""
    turn = begin(case, Verb.WHISTLE, by, expected_version=expected_version)
    _guard(turn, kind, lead, assist, report_in_minutes)
    turn.say(Saying(Voice.REASON, reasoned(reason)))
    row = turn.case
    _withdraw(turn)
    reporting = (Decimal(report_in_minutes), Unit.MINUTE)
    handle = turn.timing.start(Link.HANDLE)
    handle.organisation_id, handle.post_id = lead.pk, None
    first = turn.timing.start(Link.REPORT_IN, reporting)
    blown = Whistle.objects.create(
        case=row,
        kind=kind,
        blown_at=turn.now,
        blown_by_post_id=turn.by.post_id,
        report_in_by=first.due_at,
        finish_by=handle.due_at,
    )
    turn.timing.rows.remove(first)
    for organisation in (lead, *assist):
        role = PartRole.LEAD if organisation == lead else PartRole.ASSIST
        turn.timing.start(Link.REPORT_IN, reporting, _call(turn, blown, organisation, role))
    row.holder_org_id, row.holder_post_id = lead.pk, None
    row.state = State.HANDLING
    called = {"lead": lead.pk, "assist": [one.pk for one in assist]}
    turn.done(*HOLDING, facts={"whistle": blown.pk, "kind": kind, **called})
    return row


def _withdraw(turn: Turn) -> None:
    """Whoever held the case alone holds it no longer; its links stand still."""
    for part in open_assignments(turn.case):
        part.state, part.ended_at = PartState.WITHDRAWN, turn.now
        part.save(update_fields=["state", "ended_at"])
    turn.timing.stop(Link.DISPATCH, Link.ACCEPT, Link.HANDLE, Link.REPORT_IN)


def _call(turn: Turn, blown: Whistle, organisation: Organisation, role: PartRole) -> Assignment:
    """One organisation's part."""
    hold(turn.case, organisation.pk, None)
    return Assignment.objects.create(
        case=turn.case,
        whistle=blown,
        role=role,
        organisation=organisation,
        why={"via": "whistle", "whistle": blown.pk},
        offered_at=turn.now,
        offered_by_post_id=turn.by.post_id,
    )


def _guard(turn: Turn, kind: str, lead: Organisation, assist: Sequence[Organisation], minutes: int) -> None:
    if kind not in WhistleKind.values:
        raise BadInput(fields={"kind": _("Choose the kind of whistle.")})
    if not 5 <= minutes <= 7 * 24 * 60:
        raise BadInput(fields={"report_in_minutes": _("Between 5 minutes and 7 days.")})
    called = [lead.pk, *(o.pk for o in assist)]
    if len(set(called)) < len(called) or len(called) < 2:
        raise BadInput(fields={"assist": _("A whistle calls at least two different organisations.")})
    if any(is_about(turn.case, organisation_id=one) for one in called):
        raise BadInput(fields={"assist": _("The case is about one of these organisations; choose another.")})
    if Whistle.objects.filter(case=turn.case, ended_at=None).exists():
        raise WrongState(_("A whistle is already under way for this case."))


def _my_part(turn: Turn) -> Assignment:
    posts = (*turn.by.posts_with(Duty.CASE_HANDLE), *turn.by.posts_with(Duty.CASE_WHISTLE))
    mine = {post.organisation_id for post in posts}
    for part in open_assignments(turn.case):
        if part.organisation_id in mine and part.whistle_id is not None:
            return part
    raise WrongState(_("Your organisation has no open part in this case."))


@transaction.atomic
def arrive(case: Case, *, by: Actor, note: str = "") -> Case:
    """Report in at the spot; again changes nothing."""
    turn = begin(case, Verb.ARRIVE, by)
    part = _my_part(turn)
    if part.arrived_at is not None:
        return turn.case
    part.state, part.arrived_at, part.accepted_at = PartState.ACCEPTED, turn.now, turn.now
    part.accepted_by_person_id, part.accepted_by_post_id = by.person_id, turn.by.post_id
    part.save(
        update_fields=["state", "arrived_at", "accepted_at", "accepted_by_person_id", "accepted_by_post_id"]
    )
    turn.timing.stop(Link.REPORT_IN, assignment=part)
    turn.say(Saying(Voice.NOTE, clean(note, "note", longest=1000), assignment_id=part.pk))
    turn.done(facts={"assignment": part.pk, "organisation": part.organisation_id})
    return turn.case


@transaction.atomic
def finish_part(case: Case, *, result: str, by: Actor, expected_version: int | None = None) -> Case:
    """An assisting organisation reports its part as done; the lead gives the joint answer with `handle`."""
    turn = begin(case, Verb.FINISH_PART, by, expected_version=expected_version)
    part = _my_part(turn)
    if part.role != PartRole.ASSIST:
        raise WrongState(_("The leading organisation finishes with the joint answer."))
    if part.arrived_at is None:
        raise WrongState(_("Report in first."))
    turn.say(Saying(Voice.RESULT, clean(result, "result", required=True), Audience.REPORTER, part.pk))
    part.state, part.done_at, part.ended_at = PartState.DONE, turn.now, turn.now
    if by.person_id is not None:
        part.done_by_person_ids = [*part.done_by_person_ids, by.person_id]
        turn.case.handler_ids = [*{*turn.case.handler_ids, by.person_id}]
    part.save(update_fields=["state", "done_at", "ended_at", "done_by_person_ids"])
    turn.timing.stop(Link.REPORT_IN, assignment=part)
    turn.done("handler_ids", facts={"assignment": part.pk, "organisation": part.organisation_id})
    return turn.case
