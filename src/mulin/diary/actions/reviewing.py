"""What every act of a reviewer begins and ends with: lock, level, review row, the trail."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from mulin.diary.access import reviewer
from mulin.diary.kinds import Level, Outcome
from mulin.diary.models import DiaryEntry, Review
from mulin.diary.rules import clean
from mulin.lib import clock
from mulin.lib.crypto import salted_hash
from mulin.lib.errors import NotFound, WrongState
from mulin.people.access import Actor
from mulin.trail.record import record


def locked(entry: DiaryEntry, by: Actor) -> tuple[DiaryEntry, Actor, Level]:
    """The entry under its row lock, and the post and level at which the actor reviews it."""
    found = DiaryEntry.objects.select_for_update(of=("self",)).select_related("area").filter(pk=entry.pk)
    held = found.first()
    if held is None:
        raise NotFound
    acting, level = reviewer(by, held)
    if held.erased_at is not None:
        raise WrongState(_("The words of this entry were erased."))
    return held, acting, level


def reviewed(
    entry: DiaryEntry,
    outcome: Outcome,
    level: Level,
    *,
    by: Actor,
    note: str = "",
    facts: Mapping[str, Any] | None = None,
) -> Review:
    """The reader's word, with the event that tells of it."""
    made = Review(
        entry=entry,
        level=level,
        outcome=outcome,
        note=clean(note, "note", required=False) or None,
        at=clock.now(),
        by_person_id=by.person_id,
        by_post_id=by.post_id,
    )
    made.save(force_insert=True)
    said = [(str(made.pk), salted_hash(made.note, bytes(made.salt or b"")))] if made.note else []
    record(f"diary.{outcome}", entry, by=by, fields={"level": int(level), **(facts or {})}, words=said)
    return made
