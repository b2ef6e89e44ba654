"""What stands in an entry is corrected, and the next review set."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction

from mulin.care.access import acting_on
from mulin.care.actions.enter import coming, known_level
from mulin.care.models import Entry
from mulin.care.models.register import SEALED
from mulin.care.rules.words import reasons, said
from mulin.cases.actions.narrow import narrow
from mulin.lib.errors import NotFound
from mulin.people.access import Actor
from mulin.trail.record import record


@transaction.atomic
def change_entry(
    entry: Entry,
    *,
    by: Actor,
    whys: Collection[str] | None = None,
    level: str = "",
    review_on: date | None = None,
    only_posts: Collection[int] | None = None,
    **words: str,
) -> Entry:
    """Only what is given changes. `words` are needs, keys, door and illness."""
    entry = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    acting = acting_on(by, entry)
    new: dict[str, Any] = {name: said(text, name) for name, text in words.items() if name in SEALED}
    if whys is not None:
        new["whys"] = reasons(whys)
    if level:
        new["level"] = known_level(level)
    if review_on is not None:
        new["review_on"] = coming(review_on) if review_on != entry.review_on else review_on
    if only_posts is not None:
        new["only_post_ids"] = sorted(set(only_posts))
    changed = [name for name, value in new.items() if getattr(entry, name) != value]
    if not changed:
        return entry
    for name in changed:
        setattr(entry, name, new[name])
    entry.save(update_fields=changed)
    if "only_post_ids" in changed:
        _still_open(acting, entry)
        narrow(entry.person_id, entry.only_post_ids)
    record("entry.changed", entry, by=acting, fields={"changed": changed})
    return entry


def _still_open(acting: Actor, entry: Entry) -> None:
    """Whoever narrows who may see it still may; otherwise nobody could take it back."""
    if not acting.part and entry.only_post_ids and acting.post_id not in entry.only_post_ids:
        raise NotFound
