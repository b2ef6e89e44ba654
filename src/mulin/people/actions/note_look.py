"""Somebody looked at what another room keeps of a person: the person can read it here, with all other looks."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from mulin.people.access import Actor
from mulin.people.actions.opening import approved, kept, said
from mulin.people.models import Look, Person
from mulin.trail.record import record


@transaction.atomic
def note_look(
    person: Person,
    *,
    fields: Collection[str],
    reason: str,
    note: str = "",
    case_id: UUID | None = None,
    opening: bool = False,
    by: Actor,
) -> Look:
    """The caller has found the actor entitled, as the post it names.

    `opening` is what is kept closed: it asks for words, and a child's for an approval that this look uses up.
    """
    words = said(reason, note) if opening else note
    grant = approved(person, by) if opening else None
    look = kept(person, fields=fields, reason=reason, note=words, case_id=case_id, grant=grant, by=by)
    # Not of the person: who reads the whole history does not learn from it whom a room looks after.
    record("look.kept", look, by=by, fields={"reason": str(reason)})
    return look
