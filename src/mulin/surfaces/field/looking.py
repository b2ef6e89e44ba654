"""Which edition of a checklist is before somebody; a thing is looked at by itself, with the one of its kind."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from mulin.files.rules import CleanPhoto
from mulin.lib.errors import NotFound
from mulin.lib.ids import known_number
from mulin.people.access import Actor
from mulin.rounds.actions.check import On, check
from mulin.rounds.models import Check, Checklist
from mulin.rounds.queries.checklists import checklist_by_key, checklist_of
from mulin.surfaces.field.sheets import EDITION, spot_of, told
from mulin.things.models import Thing


def checklist_for(thing: Thing, edition: str = "") -> Checklist | None:
    """Of its kind; none once it is no longer there."""
    return edition_of(thing.kind.checklist_key, edition) if thing.retired_on is None else None


def edition_of(key: str, edition: str = "") -> Checklist | None:
    """The edition in force, or the one of the same checklist that somebody has before them already."""
    if not key:
        return None
    number = known_number(edition)
    had = Checklist.objects.filter(pk=number, key=key).first() if number else None
    found = had or checklist_by_key(key)
    return checklist_of(found.pk) if found is not None else None


def looked_at(
    thing: Thing,
    sent: Mapping[str, str],
    photos: Mapping[str, Sequence[CleanPhoto]],
    by: Actor,
    *,
    id: UUID | None,
    captured_at: datetime | None,
) -> Check:
    """The check is kept; the same id again is the same check."""
    checklist = checklist_for(thing, sent.get(EDITION, ""))
    if checklist is None:
        raise NotFound
    made, _new = check(
        On(checklist.pk, thing=thing), told(sent, photos, checklist), by=by,
        id=id, spot=spot_of(sent), captured_at=captured_at,
    )  # fmt: skip
    return made
