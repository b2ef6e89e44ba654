"""The person decides on what could not be done as sent: once more on the present state, or not at all."""

from django.db import transaction

from mulin.devices.actions.receive import Arrival, Do, Judge, settle
from mulin.devices.kinds import UNDECIDED, Outcome
from mulin.devices.models import Act
from mulin.lib import clock
from mulin.lib.actor import ActorLike
from mulin.lib.errors import NotFound, WrongState
from mulin.trail.record import record


def _undecided(act: Act, by: ActorLike) -> Act:
    row = Act.objects.select_for_update().filter(pk=act.pk, account_id=by.account_id).first()
    if row is None:
        raise NotFound
    if row.outcome not in UNDECIDED:
        raise WrongState
    return row


@transaction.atomic
def again(
    act: Act, *, seen: int | None, do: Do, judge: Judge, by: ActorLike, mended: bytes | None = None
) -> Act:
    """On the state that the person has looked at; should it have moved since, that is a conflict anew.

    `mended`: the envelope of what the person has put right, kept instead of the first while it still does not fit.
    """
    row = _undecided(act, by)
    arrival = Arrival(mended or bytes(row.sealed or b""), row.received_at)
    return settle(row, seen, arrival, do=do, judge=judge)


@transaction.atomic
def drop(act: Act, *, by: ActorLike) -> Act:
    """Not done after all; its words and photos go, the receipt stays."""
    row = _undecided(act, by)
    row.outcome, row.sealed, row.decided_at = Outcome.DROPPED, None, clock.now()
    row.save(update_fields=["outcome", "sealed", "decided_at"])
    record("act.dropped", row, by=by)
    return row
