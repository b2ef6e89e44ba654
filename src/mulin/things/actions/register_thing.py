"""A thing enters the register."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.lib import clock
from mulin.lib.errors import BadInput, NotFound
from mulin.lib.ids import uuid7
from mulin.lib.years import require_near
from mulin.people.access import Actor, lineage_of, require
from mulin.people.kinds import Duty
from mulin.people.models import Organisation
from mulin.places.models import Area, Building
from mulin.places.queries import locate
from mulin.things.models import Thing, ThingKind
from mulin.things.rules import next_check
from mulin.trail.record import record


@dataclass(frozen=True)
class NewThing:
    """What is known of a thing when it is entered."""

    kind: ThingKind
    name: str
    area: Area | None = None
    building: Building | None = None
    place: str = ""
    lng: float | None = None
    lat: float | None = None
    owner: Organisation | None = None
    installed_on: date | None = None
    warranty_until: date | None = None
    expires_on: date | None = None


@transaction.atomic
def register_thing(new: NewThing, *, by: Actor, id: UUID | None = None) -> Thing:
    """The thing with its own code; a repeated id gives the same person's own row, anyone else NotFound."""
    if id is not None and (known := Thing.objects.filter(pk=id).first()):
        if known.entered_by_person_id != by.person_id:
            raise NotFound
        return known
    if not new.name.strip():
        raise BadInput(fields={"name": _("Give the thing a name or number.")})
    require_near(warranty_until=new.warranty_until, expires_on=new.expires_on)
    area = _area(new)
    acting = require(by, Duty.THING_KEEP, lineage_of(new.building or area))
    made = Thing(
        id=id or uuid7(),
        kind=new.kind,
        name=new.name.strip(),
        area=area,
        compound_id=new.building.compound_id if new.building else None,
        building_id=new.building.pk if new.building else None,
        place=new.place.strip(),
        lng=new.lng if new.lng is not None else (new.building.lng if new.building else None),
        lat=new.lat if new.lat is not None else (new.building.lat if new.building else None),
        owner=new.owner,
        installed_on=new.installed_on,
        warranty_until=new.warranty_until,
        expires_on=new.expires_on,
        entered_by_person_id=by.person_id,
    )
    made.take_lineage(area)
    kind = new.kind
    made.next_check_on = next_check(
        clock.today(), every_days=kind.every_days, lead_days=kind.lead_days, expires_on=new.expires_on
    )
    made.save(force_insert=True)
    record("thing.registered", made, by=acting, fields={"kind": kind.code, "area": area.pk})
    return made


def _area(new: NewThing) -> Area:
    if new.building is not None:
        return new.building.area
    if new.lng is not None and new.lat is not None and (found := locate(new.lng, new.lat).area):
        return found
    if new.area is None:
        raise BadInput(fields={"area": _("Say where it stands: a building, a point, or an area.")})
    return new.area
