"""A finding becomes a case: where it is, who reports, and whether it was solved at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from mulin.cases.actions.handle import solve
from mulin.cases.actions.report import People, Place, report
from mulin.cases.models import Case
from mulin.catalogue.kinds import Door
from mulin.files.rules import CleanPhoto
from mulin.lib.errors import BadInput, NotAllowed
from mulin.lib.ids import known_number
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.people.models import Person
from mulin.places.models import Household
from mulin.places.queries import locate
from mulin.surfaces.field.photos import keep
from mulin.surfaces.field.reach import guard, is_part_time, own_ground
from mulin.ui.cases.given import kind_given

STAGES = ("before", "after")


def may_report(actor: Actor) -> None:
    """Whoever may report from the field; to others it does not exist."""
    guard(actor)
    if not actor.may(Duty.CASE_REPORT):
        raise NotAllowed


def door_of(actor: Actor) -> Door:
    return Door.RIDER if is_part_time(actor) else Door.PATROL


def said_of(case: Case) -> str:
    """What the reporter is told."""
    said = _("Solved and reported as %(number)s.") if case.on_the_spot else _("Reported as %(number)s.")
    return said % {"number": case.number}


def taken(
    given: dict[str, Any],
    photos: Mapping[str, list[CleanPhoto]],
    actor: Actor,
    *,
    id: UUID | None,
    captured_at: datetime | None,
) -> Case:
    """All is kept, or nothing; the same id again is the same case."""
    kind = kind_given(given["kind"])
    text = given["text"].strip() or (kind.name if kind else "")
    if not text:
        raise BadInput(fields={"text": _("Say in a few words what it is, or choose a kind.")})
    with transaction.atomic():
        acting = actor.acting_for(Duty.CASE_REPORT) or actor
        case, new = report(
            by=acting,
            id=id,
            door=door_of(actor),
            text=text,
            kind=kind,
            place=_place(given, actor),
            people=_people(actor),
            captured_at=captured_at,
        )
        if new:
            keep(case, photos, actor)
            if given["solved"]:
                case = _solved(case, given, actor, captured_at)
    return case


def _solved(case: Case, given: dict[str, Any], actor: Actor, captured_at: datetime | None) -> Case:
    if not given["result"].strip():
        raise BadInput(fields={"result": _("Say what was done.")})
    if case.kind_id is None:
        raise BadInput(fields={"kind": _("Choose what kind of matter it is, since it is solved already.")})
    try:
        return solve(case, result=given["result"], by=actor, captured_at=captured_at)
    except NotAllowed as refusal:
        raise BadInput(
            fields={"solved": _("This place is not yours to handle; hand it up without the tick.")}
        ) from refusal


def _people(actor: Actor) -> People:
    """Who may not see cases by a post is the reporter in person, and so hears what becomes of it."""
    if actor.may(Duty.CASE_SEE) or actor.person_id is None:
        return People()
    return People(reporter=Person.objects.filter(pk=actor.person_id).first(), contact_open=False)


def _place(given: dict[str, Any], actor: Actor) -> Place:
    home = household(given["household"], actor)
    if home is not None:
        building = home.entrance.building
        return Place(
            area=home.area,
            address=given["address"] or f"{building.name}{home.entrance.name}{home.door}"[:200],
            compound_id=building.compound_id,
            building_id=building.pk,
            entrance_id=home.entrance_id,
            household_id=home.pk,
            lng=given["lng"] or building.lng,
            lat=given["lat"] or building.lat,
            accuracy=given["accuracy"],
        )
    area = None
    if given["lng"] is not None and given["lat"] is not None:
        area = locate(given["lng"], given["lat"]).area
    if area is None and (number := known_number(given["area"])) is not None:
        area = next((one for one in own_ground(actor) if one.pk == number), None)
    if area is None and not given["address"].strip():
        raise BadInput(fields={"address": _("Say where it is: tap the map, choose an area, or write it.")})
    return Place(
        lng=given["lng"], lat=given["lat"], accuracy=given["accuracy"], address=given["address"], area=area
    )


def household(text: str, actor: Actor) -> Household | None:
    """A door within the actor's reach; any other is as if it did not exist."""
    number = known_number(text)
    if number is None:
        return None
    home = Household.objects.select_related("area", "entrance__building").filter(pk=number).first()
    if home is None:
        return None
    building = home.entrance.building
    where = {**home.lineage(), "household_id": home.pk, "building_id": building.pk,
             "compound_id": building.compound_id}  # fmt: skip
    reached = actor.reaches(Duty.CASE_REPORT, where) or actor.reaches(Duty.HOUSEHOLD_SERVE, where)
    return home if reached else None


def moment(text: str) -> datetime | None:
    """The phone's own time of the finding; one without a zone, or none, is not believed."""
    try:
        found = parse_datetime(text) if text else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None
