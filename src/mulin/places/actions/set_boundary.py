"""Drawing an area's outline."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib.actor import ActorLike
from mulin.lib.errors import WrongState
from mulin.places.access import must_manage
from mulin.places.actions.create_area import draw
from mulin.places.models import Area
from mulin.places.rules.outline import outline_of
from mulin.trail.record import record


@transaction.atomic
def set_boundary(
    area: Area, *, boundary: object, crs: str = "wgs84", mend: bool = False, by: ActorLike
) -> Area:
    """Put a new outline in force, given as GeoJSON in `crs`; the same again changes nothing."""
    outline = outline_of(boundary, crs, mend=mend)
    held = Area.objects.select_for_update().get(pk=area.pk)
    must_manage(by, held)
    if held.valid_to is not None:
        raise WrongState(_("This area is no longer in force."))
    if held.boundary == outline.geojson:
        return held
    draw(held, outline, crs)
    record("area.redrawn", held, by=by, fields={"version": held.shape_version, "crs": crs})
    return held
