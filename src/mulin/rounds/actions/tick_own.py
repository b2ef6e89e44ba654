"""A worker's own entry is done."""

from uuid import UUID

from django.db import transaction

from mulin.lib.errors import NotFound
from mulin.people.access import Actor
from mulin.rounds.models import OwnEntry
from mulin.trail.record import done_at, record


@transaction.atomic
def tick_own(entry_id: UUID, *, by: Actor) -> OwnEntry:
    """Only one's own; ticked again it stays as it was."""
    row = OwnEntry.objects.select_for_update().filter(pk=entry_id, person_id=by.person_id or -1).first()
    if row is None:
        raise NotFound
    if row.done_at is None:
        row.done_at = done_at()
        row.save(update_fields=["done_at"])
        record("own_entry.done", row, by=by, quiet=True)
    return row
