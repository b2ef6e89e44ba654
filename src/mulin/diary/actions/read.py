"""A reviewer has read an entry, perhaps with a note."""

from django.db import transaction

from mulin.diary.actions.reviewing import locked, reviewed
from mulin.diary.kinds import Outcome
from mulin.diary.models import DiaryEntry
from mulin.lib import clock
from mulin.people.access import Actor


@transaction.atomic
def read(entry: DiaryEntry, *, note: str = "", by: Actor) -> DiaryEntry:
    """Marked as read at the reviewer's level; again, without a new note, changes nothing."""
    entry, acting, level = locked(entry, by)
    note = note.strip()
    if entry.read_at is not None and (
        not note or any(one.note == note for one in entry.reviews.filter(by_post=acting.post_id))
    ):
        return entry
    reviewed(entry, Outcome.READ, level, by=acting, note=note)
    if entry.read_at is None:
        entry.read_at = clock.now()
        entry.save(update_fields=["read_at"])
    return entry
