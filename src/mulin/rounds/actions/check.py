"""A checklist is filled in, on a round or at a thing whose code was read; what fails becomes a case at once."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mulin.files.actions.store import store_photo
from mulin.files.kinds import Stage
from mulin.files.rules import CleanPhoto
from mulin.lib import clock
from mulin.lib.crypto import salted_hash
from mulin.lib.errors import NotAllowed, NotFound
from mulin.lib.ids import uuid7
from mulin.lib.locks import hold
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.places.queries import locate
from mulin.rounds.access import require_doing
from mulin.rounds.actions.answering import Answered, answered
from mulin.rounds.actions.ending import end_task
from mulin.rounds.actions.opening import Found, open_case
from mulin.rounds.actions.placing import Spot, show, targets_of
from mulin.rounds.actions.seeing import see
from mulin.rounds.models import Answer, Check, Checklist, Occurrence, Task
from mulin.rounds.queries.checklists import checklist_of
from mulin.things.actions.note_check import note_check
from mulin.things.models import Thing
from mulin.trail.record import record

NOWHERE = Spot()


@dataclass(frozen=True)
class Given:
    """What was answered: by the code of each item its text, its note and its photos."""

    answers: Mapping[str, str]
    notes: Mapping[str, str] = field(default_factory=dict)
    photos: Mapping[str, Sequence[CleanPhoto]] = field(default_factory=dict)


@dataclass(frozen=True)
class On:
    """What is looked at: a round as a whole, one stop of it, a thing by itself, or a home; `there`: at the place."""

    checklist_id: int
    occurrence: Occurrence | None = None
    task: Task | None = None
    thing: Thing | None = None
    there: bool = True


@transaction.atomic
def check(
    on: On,
    given: Given,
    *,
    by: Actor,
    id: UUID | None = None,
    spot: Spot = NOWHERE,
    captured_at: datetime | None = None,
) -> tuple[Check, bool]:
    """The check and whether it is new. A repeated id gives the same person's own row; anyone else NotFound."""
    if id is not None and (known := _known(id)):
        if known.person_id != by.person_id:
            raise NotFound
        return known, False
    occurrence = _locked(on.occurrence)
    acting = _entitled(on, occurrence, by)
    checklist = checklist_of(on.checklist_id)
    replies = answered(checklist, given.answers, given.notes, given.photos)
    now = clock.now()
    made = Check(
        id=id or uuid7(),
        checklist=checklist,
        occurrence=occurrence,
        task=on.task,
        thing=on.thing,
        person_id=by.person_id,
        post_id=acting.post_id,
        at=now,
        captured_at=_believed(captured_at, now),
        salt=secrets.token_bytes(16),
    )
    _settle(made, on, spot)
    made.findings = sum(reply.failed for reply in replies)
    made.save(force_insert=True)
    keep(made, on, checklist, replies, given, acting)
    if occurrence is not None:
        end_task(occurrence, made, acting)
    return made, True


def _known(check_id: UUID) -> Check | None:
    """The check of that id, once whoever else sends the same one at this moment is done."""
    hold(check_id)
    return Check.objects.filter(pk=check_id).first()


def _locked(occurrence: Occurrence | None) -> Occurrence | None:
    if occurrence is None:
        return None
    rows = Occurrence.objects.select_for_update(of=("self",)).select_related("plan__area")
    return rows.get(pk=occurrence.pk)


def _entitled(on: On, occurrence: Occurrence | None, by: Actor) -> Actor:
    if occurrence is not None:
        return require_doing(by, occurrence)
    if on.thing is None:
        raise NotAllowed
    where = {**on.thing.lineage(), "compound_id": on.thing.compound_id, "building_id": on.thing.building_id}
    if not by.part and not any(by.reaches(duty, where) for duty in (Duty.ROUND_DO, Duty.THING_KEEP)):
        raise NotAllowed
    return by.acting_for(Duty.ROUND_DO, where) or by.acting_for(Duty.THING_KEEP, where) or by


def _believed(captured: datetime | None, now: datetime) -> datetime | None:
    """The phone's own time, unless it lies in the future: then the clock that received it counts."""
    return captured if captured is not None and captured <= now else None


def _settle(made: Check, on: On, spot: Spot) -> None:
    """Onto the ground of what was looked at; a position alone tells the area of a round over an area."""
    plan = on.occurrence.plan if on.occurrence else None
    show(made, plan, targets_of(plan, on.task, on.thing, spot), spot)
    if on.thing is not None:
        made.take_lineage(on.thing)
        made.compound_id, made.building_id = on.thing.compound_id, on.thing.building_id
        return
    if on.occurrence is None:
        return
    made.take_lineage(on.occurrence)
    made.compound_id, made.building_id = on.occurrence.compound_id, on.occurrence.building_id
    if on.task is not None and on.task.stop is not None and on.task.stop.building is not None:
        building = on.task.stop.building
        made.take_lineage(building)
        made.compound_id, made.building_id = building.compound_id, building.pk
    elif made.lng is not None and made.lat is not None:
        area = locate(made.lng, made.lat).area
        if area is not None and reaches_into(on.occurrence, area.lineage()):
            made.take_lineage(area)


def reaches_into(occurrence: Occurrence, lineage: Mapping[str, int | None]) -> bool:
    """Whether an area lies within the round's own ground."""
    column = occurrence.plan.area.lineage_column
    return lineage.get(column) == occurrence.plan.area_id


def keep(
    made: Check, on: On, checklist: Checklist, replies: list[Answered], given: Given, acting: Actor
) -> None:
    """The answers of a check that was just made, their photos and cases, and that something was seen."""
    at = made.captured_at or made.at
    for reply in replies:
        photos = given.photos.get(reply.item.code, ())
        for photo in photos:
            store_photo(photo, owner_kind="check", owner_id=made.pk, stage=Stage.NEAR, by=acting)
        if reply.failed:
            found = Found(made, reply, photos, on.thing, on.task, checklist.name)
            reply.case_id = open_case(found, by=acting)
    Answer.objects.bulk_create(reply.row(made) for reply in replies)
    if on.thing is not None:
        days = [reply.parsed.day for reply in replies if reply.parsed.day is not None]
        note_check(on.thing, at=at, faulty=made.findings > 0, expires_on=min(days, default=None), by=acting)
    if on.there:
        see(made, at)
    said = "\n".join(f"{reply.item.code}={reply.parsed.said}|{reply.note}" for reply in replies)
    record(
        "round.checked",
        made,
        by=acting,
        fields={
            "occurrence": str(made.occurrence_id) if made.occurrence_id else None,
            "checklist": checklist.pk,
            "shown": made.shown,
            "cases": [str(reply.case_id) for reply in replies if reply.case_id],
        },
        words=[(str(made.pk), salted_hash(said, bytes(made.salt or b"")))],
        captured_at=made.captured_at,
        quiet=True,
    )
