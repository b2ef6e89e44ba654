"""A worker notes something to do for themselves."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.lib import clock
from mulin.lib.errors import BadInput, NotAllowed, NotFound
from mulin.lib.ids import uuid7
from mulin.lib.locks import hold
from mulin.people.access import Actor
from mulin.rounds.models import OwnEntry
from mulin.trail.record import done_at, record

LONGEST = 300


@transaction.atomic
def note_own(text: str, *, by: Actor, due_on: date | None = None, id: UUID | None = None) -> OwnEntry:
    """The entry; a repeated id gives the same person's own row, anyone else NotFound."""
    if by.person_id is None or not by.posts:
        raise NotAllowed
    if id is not None and (known := _known(id)):
        if known.person_id != by.person_id:
            raise NotFound
        return known
    words = text.replace("\x00", "").strip()
    if not words or len(words) > LONGEST:
        raise BadInput(fields={"text": _("Write a line of at most %(most)d characters.") % {"most": LONGEST}})
    made = OwnEntry.objects.create(
        id=id or uuid7(),
        person_id=by.person_id,
        text=words,
        due_on=due_on or clock.local(done_at()).date(),
        made_at=done_at(),
    )
    record("own_entry.noted", made, by=by, quiet=True)
    return made


def _known(entry_id: UUID) -> OwnEntry | None:
    """The entry of that id, once whoever else sends the same one at this moment is done."""
    hold(entry_id)
    return OwnEntry.objects.filter(pk=entry_id).first()
