"""What fails on a round becomes a case through the loop's own door."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from mulin.cases.actions.report import Place, report
from mulin.catalogue.kinds import Door
from mulin.catalogue.models import Kind
from mulin.catalogue.queries import kind_by_key
from mulin.files.actions.store import store_photo
from mulin.files.kinds import Stage
from mulin.files.rules import CleanPhoto
from mulin.lib.errors import NotFound
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.places.models import Area, Household
from mulin.rounds.actions.answering import Answered
from mulin.rounds.kinds import Family
from mulin.rounds.models import Check, Task
from mulin.things.models import Thing


@dataclass(frozen=True)
class Found:
    """A failing answer with all that tells where it is."""

    check: Check
    reply: Answered
    photos: Sequence[CleanPhoto]
    thing: Thing | None
    task: Task | None
    checklist: str


def open_case(found: Found, *, by: Actor) -> UUID:
    """The case of a failing answer; its id follows from the check's, so that a repetition is the same case."""
    made, item = found.check, found.reply.item
    door = _door(made)
    acting = by.acting_for(Duty.CASE_REPORT, made.where()) or by
    case, is_new = report(
        by=acting,
        id=uuid5(made.pk, item.code),
        door=door,
        title=f"{_name(found)}{item.text}：{found.reply.words}"[:120],
        text=_text(found),
        kind=_kind(item.opens, door),
        place=_place(found),
        urgency=item.urgency,
        captured_at=made.captured_at,
        source_ref=f"check:{made.pk}:{item.order}",
    )
    if is_new:
        for photo in found.photos:
            store_photo(photo, owner_kind="case", owner_id=case.pk, stage=Stage.BEFORE, by=acting)
    return case.pk


def _door(made: Check) -> Door:
    occurrence = made.occurrence
    patrols = occurrence is not None and occurrence.family != Family.INSPECTION
    return Door.PATROL if patrols or made.household_id is not None else Door.INSPECTION


def _kind(key: str, door: Door) -> Kind | None:
    """The kind that is in force; where it is not, or not taken through this door, the desk chooses one."""
    if not key:
        return None
    try:
        kind = kind_by_key(key)
    except NotFound:
        return None
    return kind if kind.selectable and (not kind.doors or door in kind.doors) else None


def _name(found: Found) -> str:
    if found.thing is not None:
        return f"{found.thing.name} "
    return f"{found.task.stop.name} " if found.task is not None and found.task.stop is not None else ""


def _text(found: Found) -> str:
    item, made = found.reply.item, found.check
    lines = [f"{_name(found)}{item.text}：{found.reply.words}", found.reply.note]
    source = made.occurrence.plan.name if made.occurrence is not None else found.checklist
    with translation.override(settings.LANGUAGE_CODE):
        origin = _("Found on: %(round)s") % {"round": source}
    return "\n".join([*filter(None, lines), origin])


def _place(found: Found) -> Place:
    made, thing = found.check, found.thing
    if made.household_id is not None:
        return _home(made.household_id)
    deepest = next(
        (
            i
            for i in (made.micro_grid_id, made.grid_id, made.community_id, made.street_id, made.district_id)
            if i
        ),
        None,
    )
    point = thing if thing is not None and thing.lng is not None else made
    return Place(
        lng=point.lng,
        lat=point.lat,
        accuracy=made.accuracy if point is made else None,
        address=(thing.place or thing.name)[:200] if thing is not None else _name(found).strip(),
        area=Area.objects.filter(pk=deepest).first() if deepest else None,
        compound_id=made.compound_id,
        building_id=made.building_id,
    )


def _home(household_id: int) -> Place:
    home = Household.objects.select_related("area", "entrance__building").get(pk=household_id)
    building = home.entrance.building
    return Place(
        lng=building.lng,
        lat=building.lat,
        address=f"{building.name}{home.entrance.name}{home.door}"[:200],
        area=home.area,
        compound_id=building.compound_id,
        building_id=building.pk,
        entrance_id=home.entrance_id,
        household_id=home.pk,
    )
