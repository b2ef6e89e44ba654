"""An entry is lifted to the next level, where it waits to be read anew."""

from django.db import transaction

from mulin.diary.actions.reviewing import locked, reviewed
from mulin.diary.kinds import Level, Outcome
from mulin.diary.models import DiaryEntry
from mulin.diary.rules import above
from mulin.people.access import Actor


@transaction.atomic
def lift(entry: DiaryEntry, *, note: str = "", seen: int | None = None, by: Actor) -> DiaryEntry:
    """One level above the reviewer's own. `seen`: the level the person saw; a press sent twice lifts once."""
    held = DiaryEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if seen is not None and held.level < seen:
        return held
    entry, acting, level = locked(held, by)
    entry.level, entry.read_at = above(level), None
    entry.save(update_fields=["level", "read_at"])
    reviewed(entry, Outcome.LIFTED, level, by=acting, note=note, facts={"to": int(Level(entry.level))})
    return entry
