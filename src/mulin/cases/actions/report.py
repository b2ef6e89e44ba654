"""A matter is reported, through any door; the same report sent twice is one case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.cases.access import is_complained_of
from mulin.cases.actions.address import address
from mulin.cases.actions.file import stays_with_care
from mulin.cases.actions.saying import Saying, clean, compose, hashes
from mulin.cases.actions.timing import Timing
from mulin.cases.actions.turn import standing
from mulin.cases.kinds import Audience, State, Voice
from mulin.cases.models import Case, Instruction, Words
from mulin.cases.rules import LINK_OF
from mulin.catalogue.kinds import Concern, Door, Secrecy, Track, Urgency
from mulin.catalogue.models import Kind
from mulin.lib import clock
from mulin.lib.errors import BadInput, NotAllowed, NotFound
from mulin.lib.ids import uuid7
from mulin.lib.locks import hold
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.people.models import Organisation, Person, Post
from mulin.places.models import Area
from mulin.places.queries import common_ground, locate
from mulin.trail.record import build

#: Doors that a resident or rider opens without a duty; every other door is a post's.
OPEN_DOORS = frozenset({Door.RESIDENT, Door.RIDER, Door.OPEN311, Door.API, Door.SECRETARY})


@dataclass(frozen=True)
class Place:
    """Where a matter is; everything may be missing. Degrees are WGS-84, accuracy in metres."""

    lng: float | None = None
    lat: float | None = None
    accuracy: float | None = None
    address: str = ""
    area: Area | None = None
    compound_id: int | None = None
    building_id: int | None = None
    entrance_id: int | None = None
    household_id: int | None = None


@dataclass(frozen=True)
class People:
    """Who reports, for whom, and about whom. `contact_open`: the reporter gives the number to the handler.

    `cared_for_id`: whom a matter of care is about, with the posts they narrowed it to, none for all named.
    """

    reporter: Person | None = None
    reporter_org: Organisation | None = None
    proxy: Person | None = None
    contact_open: bool = False
    reply_wanted: bool = True
    subject_person_id: int | None = None
    subject_post_id: int | None = None
    subject_org_id: int | None = None
    cared_for_id: int | None = None
    only_post_ids: Sequence[int] = ()


NOWHERE, NOBODY = Place(), People()


@transaction.atomic
def report(
    *,
    by: Actor,
    door: str,
    text: str,
    title: str = "",
    id: UUID | None = None,
    kind: Kind | None = None,
    place: Place = NOWHERE,
    people: People = NOBODY,
    urgency: str = "",
    captured_at: datetime | None = None,
    source_ref: str = "",
    secretary: Post | None = None,
) -> tuple[Case, bool]:
    """The case and whether it is new. A repeated id gives the reporter's own case; anyone else NotFound.

    `secretary`: whom the reporter writes to on the secretary's direct line.
    """
    if id is not None and (known := _known(id)):
        return _repeated(known, by), False
    acting = _entitled(by, door, place)
    _guard_kind(kind, door, people)
    _guard_source(door, source_ref)
    words = clean(text, "text", required=True)
    case = Case(
        id=id or uuid7(),
        title=clean(title, "title", longest=120) or headline(words),
        door=door,
        source_ref=source_ref,
        created_at=clock.now(),
        captured_at=captured_at,
        entered_by_post_id=acting.post_id,
        **_kind_fields(kind, urgency),
        **_people_fields(by, door, people),
    )
    stays_with_care(case, kind)
    _settle(case, place, acting)
    if is_complained_of(by, case):
        raise NotAllowed
    _open(case, acting, words, secretary)
    return case, True


def headline(text: str) -> str:
    """The first clause of a text, short enough for a list."""
    line = text.split("\n", 1)[0]
    for mark in "。！？!?；;":
        line = line.split(mark, 1)[0]
    return line if len(line) <= 40 else line[:39] + "…"


def _known(case_id: UUID) -> Case | None:
    """The case of that id, once whoever else sends the same report at this moment is done."""
    hold(case_id)
    return Case.objects.filter(pk=case_id).first()


def _repeated(known: Case, by: Actor) -> Case:
    mine = by.person_id is not None and by.person_id in (known.reporter_id, known.proxy_id)
    entered = by.post_id is not None and known.entered_by_post_id == by.post_id
    as_post = any(post.post_id == known.entered_by_post_id for post in by.posts)
    nobody = by.person_id is None and not by.posts
    nameless = known.reporter_id is None and known.entered_by_post_id is None and nobody
    if not (mine or entered or as_post or nameless):
        raise NotFound
    return known


def _entitled(by: Actor, door: str, place: Place) -> Actor:
    if by.part or door in OPEN_DOORS:
        return by
    lineage = place.area.lineage() if place.area else None
    acting = by.acting_for(Duty.CASE_REPORT, lineage) or by.acting_for(Duty.CASE_REPORT)
    if acting is None:
        raise NotAllowed
    return acting


def _guard_kind(kind: Kind | None, door: str, people: People) -> None:
    if kind is None:
        return
    if not kind.selectable:
        raise BadInput(fields={"kind": _("Choose one of the kinds below this heading.")})
    if kind.doors and door not in kind.doors:
        raise BadInput(fields={"kind": _("This kind of matter is not taken through this door.")})
    if door == Door.RIDER and kind.concern not in (Concern.PLACE, Concern.THING):
        raise BadInput(fields={"kind": _("Riders report places and things, never persons.")})
    accuses = people.subject_person_id or people.subject_post_id
    if accuses and kind.track not in (Track.STAFF_COMPLAINT, Track.MEDIATION, Track.CARE):
        raise BadInput(fields={"kind": _("A case is about a place, a thing or a service, not a person.")})


def _guard_source(door: str, source_ref: str) -> None:
    """The other system's number names one case of a door."""
    known = Case.objects.filter(door=door, source_ref=source_ref).first() if source_ref else None
    if known is not None:
        said = _("This number already belongs to case %(number)s.") % {"number": known.number}
        raise BadInput(fields={"source_ref": said})


def _kind_fields(kind: Kind | None, urgency: str) -> dict[str, Any]:
    if kind is None:
        return {"urgency": urgency or Urgency.NORMAL}
    return {
        "kind": kind,
        "urgency": urgency or kind.urgency,
        "secrecy": Secrecy(kind.secrecy),
        "track": kind.track,
    }


def _people_fields(by: Actor, door: str, people: People) -> dict[str, Any]:
    own = door in (Door.RESIDENT, Door.RIDER, Door.SECRETARY) and people.reporter is None
    return {
        "reporter_id": people.reporter.pk if people.reporter else (by.person_id if own else None),
        "proxy_id": people.proxy.pk if people.proxy else None,
        "reporter_org": people.reporter_org,
        "contact_open": people.contact_open,
        "reply_wanted": people.reply_wanted,
        "subject_person_id": people.subject_person_id,
        "subject_post_id": people.subject_post_id,
        "subject_org_id": people.subject_org_id,
        "cared_for_id": people.cared_for_id,
        "only_post_ids": sorted(people.only_post_ids) or None,
    }


def _settle(case: Case, place: Place, by: Actor) -> None:
    """Put the case on the ground: the area named, else the deepest that holds the point.

    What comes without a place waits unplaced: on the ground of the post that takes it in, else on the
    one that holds everything, so that somebody finds it.
    """
    case.lng, case.lat, case.accuracy = place.lng, place.lat, place.accuracy
    case.address = clean(place.address, "address", longest=200)
    case.compound_id, case.building_id = place.compound_id, place.building_id
    case.entrance_id, case.household_id = place.entrance_id, place.household_id
    area = place.area
    if area is None and place.lng is not None and place.lat is not None:
        area = locate(place.lng, place.lat).area
    if area is not None:
        case.area = area
        case.take_lineage(area)
    elif (ground := _waiting_ground(by)) is not None:
        case.take_lineage(ground)
    if by.post_id is not None:
        case.post_ids = [by.post_id]


def _waiting_ground(by: Actor) -> Area | None:
    if by.post is not None and by.post.area_scopes:
        return Area.objects.get(pk=by.post.area_scopes[0][1])
    return common_ground()


def _open(case: Case, by: Actor, text: str, secretary: Post | None) -> None:
    timing = Timing(case, case.created_at, fresh=True)
    timing.start(LINK_OF[State.REPORTED])
    owed = address(case, secretary, timing) if secretary is not None else None
    case.next_due = min(row.due_at for row in timing.rows)
    audience = Audience.REPORTER if case.secrecy != Secrecy.PUBLIC else Audience.PUBLIC
    said = compose(case, by, [Saying(Voice.TEXT, text, audience)], seq=1)
    event = build(
        "case.report",
        case,
        by=by,
        fields=_facts(case, owed),
        words=hashes(said),
        captured_at=case.captured_at,
    )
    case.save(force_insert=True)
    Words.objects.bulk_create(said)
    timing.save()
    if owed is not None:
        owed.save(force_insert=True)
    event.save(force_insert=True)


def _facts(case: Case, owed: Instruction | None) -> dict[str, Any]:
    return {
        **({"secretary": owed.by_post_id} if owed is not None else {}),
        "door": case.door,
        "urgency": case.urgency,
        "was": None,
        "now": standing(case),
    }
