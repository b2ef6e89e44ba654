"""Who was sent the case takes it on, or gives it back as not theirs."""

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.cases.actions.dispatch import HOLDING, hold
from mulin.cases.actions.saying import Saying, reasoned
from mulin.cases.actions.turn import Turn, begin, open_assignments
from mulin.cases.kinds import PartRole, PartState, State, Verb, Voice
from mulin.cases.models import Assignment, Case
from mulin.catalogue.kinds import Link
from mulin.lib.errors import WrongState
from mulin.people.access import Actor


@transaction.atomic
def accept(case: Case, *, by: Actor, expected_version: int | None = None) -> Case:
    """Take the case on; the clock of handling starts."""
    turn = begin(case, Verb.ACCEPT, by, expected_version=expected_version)
    part = main_part(turn)
    part.state, part.accepted_at = PartState.ACCEPTED, turn.now
    part.accepted_by_person_id, part.accepted_by_post_id = by.person_id, turn.by.post_id
    part.post_id = part.post_id or turn.by.post_id
    part.save(update_fields=["state", "accepted_at", "accepted_by_person_id", "accepted_by_post_id", "post"])
    hold(turn.case, part.organisation_id, part.post_id)
    turn.move(State.HANDLING)
    turn.done(*HOLDING, facts={"assignment": part.pk})
    return turn.case


@transaction.atomic
def give_back(case: Case, *, reason: str, by: Actor, expected_version: int | None = None) -> Case:
    """Return as not mine, with a reason. What a superior designated stays."""
    turn = begin(case, Verb.RETURN, by, expected_version=expected_version)
    row, part = turn.case, main_part(turn)
    if row.designated or part.designated:
        raise WrongState(_("A superior designated you for this case; it cannot be returned."))
    if part.whistle_id is not None:
        raise WrongState(_("A whistle was blown: report in, and say at the table what is not yours."))
    turn.say(Saying(Voice.REASON, reasoned(reason)))
    part.state, part.ended_at = PartState.RETURNED, turn.now
    part.save(update_fields=["state", "ended_at"])
    row.returns += 1
    row.holder_org_id = row.holder_post_id = None
    turn.timing.stop(Link.ACCEPT, Link.HANDLE)
    turn.move(State.FILED)
    turn.done("returns", *HOLDING, facts={"assignment": part.pk, "organisation": part.organisation_id})
    return row


def main_part(turn: Turn) -> Assignment:
    """The open assignment that leads or stands alone."""
    for part in open_assignments(turn.case):
        if part.role in (PartRole.SOLE, PartRole.LEAD):
            return part
    raise WrongState
