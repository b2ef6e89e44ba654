"""A case is put where it belongs on the ground, or moved there."""

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.cases.access import visible_to
from mulin.cases.actions.turn import begin
from mulin.cases.kinds import Verb
from mulin.cases.models import Case
from mulin.lib.errors import BadInput, NotAllowed
from mulin.people.access import Actor
from mulin.places.models import Area
from mulin.places.queries import locate

COLUMNS = ("area", "lng", "lat", *Case().lineage())


@transaction.atomic
def place(
    case: Case,
    *,
    by: Actor,
    area: Area | None = None,
    lng: float | None = None,
    lat: float | None = None,
    expected_version: int | None = None,
) -> Case:
    """Name the area, or the point whose deepest area is taken; the mover must still reach the case after."""
    turn = begin(case, Verb.PLACE, by, expected_version=expected_version)
    row, before = turn.case, turn.case.area_id
    if lng is not None and lat is not None:
        row.lng, row.lat = lng, lat
        area = area or locate(lng, lat).area
    if area is None:
        raise BadInput(fields={"area": _("Choose an area, or a point inside one.")})
    row.area = area
    row.take_lineage(area)
    turn.done(*COLUMNS, facts={"from": before, "to": area.pk})
    # Handing a case to a neighbour is right; losing it to where nobody asked for it is not.
    if not by.part and not visible_to(by).filter(pk=row.pk).exists():
        raise NotAllowed(_("The case would leave your area; ask the rank above to place it."))
    return row
