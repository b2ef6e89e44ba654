"""A round is called off, with a reason."""

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.lib import clock
from mulin.lib.errors import BadInput, WrongState
from mulin.people.access import Actor, require
from mulin.people.kinds import Duty
from mulin.rounds.kinds import State
from mulin.rounds.models import Occurrence
from mulin.trail.record import record


@transaction.atomic
def cancel(occurrence: Occurrence, *, reason: str, by: Actor) -> Occurrence:
    """Only a round not yet done; what was missed stays missed."""
    row = Occurrence.objects.select_for_update().get(pk=occurrence.pk)
    acting = require(by, Duty.ROUND_PLAN, row.where())
    if not reason.strip():
        raise BadInput(fields={"reason": _("Say why.")})
    if row.state == State.CANCELLED:
        return row
    if row.state != State.OPEN:
        raise WrongState
    return call_off(row, reason.strip()[:300], acting)


def call_off(row: Occurrence, reason: str, by: Actor) -> Occurrence:
    """The caller holds the row's lock."""
    row.state, row.ended_at, row.reason = State.CANCELLED, clock.now(), reason
    row.by_person_id, row.by_post_id = by.person_id, by.post_id
    row.save(update_fields=["state", "ended_at", "reason", "by_person_id", "by_post_id"])
    record("round.cancelled", row, by=by, quiet=True)
    return row
