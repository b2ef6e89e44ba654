"""The ground was redrawn: things go with their building, or to the area at their point."""

from django.db import transaction
from django.db.models import OuterRef, Subquery

from mulin.people.access import Actor
from mulin.places.models import Area, Building
from mulin.places.queries import heir_at, heirs, line_of
from mulin.things.models import Thing
from mulin.trail.record import record


@transaction.atomic
def follow_ground(area: Area, *, by: Actor) -> int:
    """How many things of the area itself stand elsewhere now; run again, none."""
    here = Thing.objects.filter(retired_on=None, **{area.lineage_column: area.pk})
    home = Building.objects.filter(pk=OuterRef("building_id")).values("area_id")[:1]
    housed = here.filter(building_id__isnull=False)
    housed.update(area_id=Subquery(home), **line_of(Building, "building_id"))
    moved = 0
    if heirs(area):
        for thing in Thing.objects.select_for_update().filter(area=area, retired_on=None).order_by("pk"):
            thing.area = heir_at(area, thing.lng, thing.lat)
            thing.take_lineage(thing.area)
            thing.save(update_fields=["area", *thing.lineage()])
            record("thing.moved", thing, by=by, fields={"from": area.pk, "to": thing.area_id}, quiet=True)
            moved += 1
    here.filter(building_id=None).exclude(area__valid_to__isnull=False).update(**line_of(Area, "area_id"))
    return moved
