"""A household is no longer called on by a rule."""

from django.db import transaction

from mulin.lib import clock
from mulin.people.access import Actor, lineage_of, require
from mulin.people.kinds import Duty
from mulin.rounds.models import Calling
from mulin.trail.record import record


@transaction.atomic
def end_calling(calling: Calling, *, by: Actor) -> Calling:
    """Ended again, nothing changes; its visits stay."""
    row = Calling.objects.select_for_update(of=("self",)).select_related("household").get(pk=calling.pk)
    acting = require(by, Duty.ROUND_PLAN, lineage_of(row.household))
    return close(row, acting)


def close(row: Calling, by: Actor) -> Calling:
    """The caller holds the row's lock."""
    if row.closed_on is None:
        row.closed_on = clock.today()
        row.save(update_fields=["closed_on"])
        record("calling.ended", row, by=by, quiet=True)
    return row
