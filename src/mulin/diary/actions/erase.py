"""The words of an entry go, with their salt; the history still verifies."""

from django.db import transaction

from mulin.diary.access import reviewer
from mulin.diary.models import DiaryEntry, Review
from mulin.lib import clock
from mulin.lib.errors import NotFound
from mulin.people.access import Actor
from mulin.trail.record import record


@transaction.atomic
def erase(entry: DiaryEntry, *, by: Actor) -> DiaryEntry:
    """By who wrote it, or who reviews it; the notes of readers go too. Again changes nothing."""
    found = DiaryEntry.objects.select_for_update().filter(pk=entry.pk).first()
    if found is None:
        raise NotFound
    own = by.person_id is not None and by.person_id == found.person_id
    acting = (
        by.acting(next((p for p in by.posts if p.post_id == found.post_id), None))
        if own
        else reviewer(by, found)[0]
    )
    if found.erased_at is not None:
        return found
    found.text, found.salt, found.erased_at = None, None, clock.now()
    found.save(update_fields=["text", "salt", "erased_at"])
    notes = Review.objects.filter(entry=found).filter(note__isnull=False).update(note=None, salt=None)
    record("diary.erased", found, by=acting, fields={"notes": notes})
    return found
