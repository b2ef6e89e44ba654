"""A thing was looked at: what was seen moves its next check."""

from datetime import date, datetime

from mulin.lib import clock
from mulin.lib.actor import ActorLike
from mulin.things.models import Thing
from mulin.things.rules import next_check
from mulin.trail.record import record


def note_check(thing: Thing, *, at: datetime, faulty: bool, expires_on: date | None, by: ActorLike) -> Thing:
    """Within the caller's transaction; an older check that arrives late does not undo a newer one."""
    row = Thing.objects.select_for_update(of=("self",)).select_related("kind").get(pk=thing.pk)
    if row.checked_at is not None and row.checked_at >= at:
        return row
    row.checked_at, row.faulty = at, faulty
    row.expires_on = expires_on or row.expires_on
    kind = row.kind
    row.next_check_on = next_check(
        clock.local(at).date(),
        every_days=kind.every_days,
        lead_days=kind.lead_days,
        expires_on=row.expires_on,
    )
    row.save(update_fields=["checked_at", "faulty", "expires_on", "next_check_on"])
    record("thing.checked", row, by=by, fields={"faulty": faulty}, quiet=True)
    return row
