"""A report on its way: photos kept before it is sent on, what it resembles, what it becomes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO, Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.cases.access import public_cases
from mulin.cases.actions.report import People, report
from mulin.cases.models import Case
from mulin.cases.queries.similar import Likeness, similar_to
from mulin.catalogue.kinds import Door
from mulin.catalogue.models import Kind
from mulin.files.actions.remove import remove
from mulin.files.actions.store import prepare_photo, store_photo
from mulin.files.queries import photos_of
from mulin.files.rules import CleanPhoto
from mulin.lib import clock
from mulin.lib.errors import BadInput
from mulin.people.access import Actor
from mulin.people.models import Person, Post
from mulin.people.queries import duplicates_of
from mulin.surfaces.resident.kinds import PLACELESS
from mulin.surfaces.resident.spots import Spot

MOST_PHOTOS = 6


@dataclass(frozen=True)
class Draft:
    """What the form says, read and settled, but not yet sent."""

    id: UUID
    door: str
    text: str
    kind: Kind | None
    spot: Spot
    given: dict[str, Any]
    secretary: Post | None = None


def prepared(uploads: Sequence[IO[bytes]]) -> list[CleanPhoto]:
    """The photos drawn anew; the slow part, before any transaction."""
    if len(uploads) > MOST_PHOTOS:
        raise BadInput(fields={"photos": _("At most %(most)d photos.") % {"most": MOST_PHOTOS}})
    try:
        return [prepare_photo(upload) for upload in uploads]
    except BadInput as refusal:
        raise BadInput(fields={"photos": refusal.message}) from refusal


def guard(draft: Draft) -> None:
    """Words or a photo, and a place for what lies somewhere."""
    wrong: dict[str, str] = {}
    if not draft.text:
        wrong["text"] = _("Please say in a few words what is the matter.")
    if not draft.spot.known and not (draft.kind and draft.kind.concern in PLACELESS):
        wrong["address"] = _("Please say where it is: tap the map, or write the compound and house.")
    if wrong:
        raise BadInput(fields=wrong)


def likenesses(draft: Draft) -> list[Likeness]:
    """Open public matters that may be this one."""
    if not draft.text or not draft.spot.known:
        return []
    place = draft.spot.place
    case = Case(
        id=draft.id,
        title=draft.text[:120],
        kind=draft.kind,
        lng=place.lng,
        lat=place.lat,
        address=place.address,
        building_id=place.building_id,
        created_at=clock.now(),
    )
    if place.area is not None:
        case.take_lineage(place.area)
    return similar_to(case, public_cases(), most=3, text=draft.text)


@transaction.atomic
def keep_photos(draft: Draft, photos: Iterable[CleanPhoto], by: Actor) -> None:
    """Photos of a draft wait under the id that its case will have; nobody can open them meanwhile."""
    if Case.objects.filter(pk=draft.id).exists():
        return
    room = MOST_PHOTOS - photos_of("case", draft.id).count()
    for photo in list(photos)[: max(room, 0)]:
        store_photo(photo, owner_kind="case", owner_id=draft.id, stage="before", by=by)


@transaction.atomic
def drop(draft_id: UUID, by: Actor) -> None:
    """The reporter follows another matter instead: the photos of the draft go."""
    if not Case.objects.filter(pk=draft_id).exists():
        for photo in photos_of("case", draft_id):
            remove(photo, by=by)


def send(draft: Draft, photos: Sequence[CleanPhoto], by: Actor) -> Case:
    """The case, with its photos; the same draft sent again is the same case."""
    if not photos:
        return _sent(draft, by)
    with transaction.atomic():
        keep_photos(draft, photos, by)
        return _sent(draft, by)


def _sent(draft: Draft, by: Actor) -> Case:
    case, _new = report(
        by=by,
        id=draft.id,
        door=draft.door,
        text=_for_whom(draft),
        kind=draft.kind,
        place=draft.spot.place,
        people=_people(draft, by),
        secretary=draft.secretary,
    )
    return case


def _people(draft: Draft, by: Actor) -> People:
    open_to_handler = bool(draft.given.get("contact_open"))
    other = _registered(str(draft.given.get("other_phone") or ""))
    if other is None or by.person_id is None or other.pk == by.person_id:
        return People(contact_open=open_to_handler)
    return People(reporter=other, proxy=Person.objects.get(pk=by.person_id), contact_open=open_to_handler)


def _registered(phone: str) -> Person | None:
    """Who has this number, if exactly one does."""
    if not phone:
        return None
    try:
        found = duplicates_of({"phone": phone})
    except BadInput as refusal:
        raise BadInput(fields={"other_phone": refusal.message}) from refusal
    return Person.objects.get(pk=found[0].person.id) if len(found) == 1 else None


def _for_whom(draft: Draft) -> str:
    name = str(draft.given.get("other_name") or "").strip()
    if draft.door == Door.RIDER or not name:
        return draft.text
    return _("%(text)s (reported for %(name)s)") % {"text": draft.text, "name": name}
