"""Adding a building with its entrances and doors."""

import re
from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib.actor import ActorLike
from mulin.lib.coordinates import to_wgs84
from mulin.lib.errors import BadInput, WrongState
from mulin.lib.ids import public_code
from mulin.places.access import must_manage
from mulin.places.models import Area, Building, Compound, Entrance, Household
from mulin.places.queries.codes import next_building_number
from mulin.places.rules import name_key
from mulin.places.rules.names import BUILDING_PATTERN
from mulin.places.rules.outline import outline_of
from mulin.trail.record import record


@transaction.atomic
def create_building(
    area: Area,
    *,
    name: str,
    number: str = "",
    compound: Compound | None = None,
    address: str = "",
    levels: int | None = None,
    lng: float | None = None,
    lat: float | None = None,
    footprint: object | None = None,
    crs: str = "wgs84",
    entrances: Mapping[str, Sequence[str]] | None = None,
    by: ActorLike,
) -> Building:
    """Add a building to a grid; `entrances` maps each stairwell's name to its door labels."""
    held = Area.objects.select_for_update().get(pk=area.pk)
    must_manage(by, held)
    if held.valid_to is not None:
        raise WrongState(_("This area is no longer in force."))
    if not name.strip():
        raise BadInput(fields={"name": _("Give the building a name.")})
    wanted = number.strip() or next_building_number(held)
    if not re.fullmatch(BUILDING_PATTERN, wanted):
        raise BadInput(fields={"number": _("A building's number runs from 00001 to 99999.")})
    building = Building(
        area=held, compound=compound, number=wanted, name=name.strip(), address=address, levels=levels
    )
    building.name_key = name_key(name)
    building.take_lineage(held)
    _put(building, lng, lat, footprint, crs)
    try:
        with transaction.atomic():
            building.save()
    except IntegrityError as error:
        raise BadInput(fields={"number": _("Another building of this grid has this number.")}) from error
    add_doors(building, entrances or {})
    record("building.created", building, by=by, fields={"area": held.pk, "number": wanted})
    return building


def add_doors(building: Building, entrances: Mapping[str, Sequence[str]]) -> None:
    """Write stairwells and doors of a building that was let in; those already there stay as they are."""
    present = set(building.entrances.values_list("name", flat=True))
    Entrance.objects.bulk_create(
        Entrance(building=building, name=name, card_code=public_code())
        for name in entrances
        if name not in present
    )
    by_name = {entrance.name: entrance for entrance in building.entrances.all()}
    Household.objects.bulk_create(
        (
            Household(entrance=by_name[name], door=door, area_id=building.area_id, **building.lineage())
            for name, doors in entrances.items()
            for door in doors
        ),
        ignore_conflicts=True,
    )


def _put(building: Building, lng: float | None, lat: float | None, footprint: object, crs: str) -> None:
    if footprint is not None:
        outline = outline_of(footprint, crs)
        building.footprint, building.bbox, building.area_m2 = outline.geojson, outline.bbox, outline.area_m2
        building.lng, building.lat, building.shape_version = outline.lng, outline.lat, 1
    elif lng is not None and lat is not None:
        building.lng, building.lat = to_wgs84(lng, lat, crs)
        building.bbox = (building.lng, building.lat, building.lng, building.lat)
    building.boundary_crs = crs
