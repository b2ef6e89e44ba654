"""Cutting an area in two along the areas below it."""

import json
from collections.abc import Sequence

import shapely
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib.actor import ActorLike
from mulin.lib.errors import BadInput
from mulin.lib.geometry import as_multipolygon
from mulin.places.actions.create_area import NewArea
from mulin.places.actions.split import split
from mulin.places.kinds import Rank
from mulin.places.models import Area
from mulin.places.queries.points import outlines_of


@transaction.atomic
def divide(area: Area, *, stays: str, leaves: str, leaving: Sequence[Area], by: ActorLike) -> list[Area]:
    """Two areas named `stays` and `leaves` for one: the areas of `leaving` make up the second, the rest the first.

    Each part's outline is the sum of the outlines below it, so that all of them must be drawn.
    """
    below = list(Area.objects.filter(parent=area, valid_to=None).order_by("code"))
    gone = {each.pk for each in leaving}
    if not gone or gone >= {each.pk for each in below} or gone - {each.pk for each in below}:
        raise BadInput(fields={"leaving": _("Choose some of the areas below, but not all.")})
    if bare := [each.name for each in below if each.pk not in outlines_of([one.pk for one in below])]:
        message = _("Draw these first: %(names)s.") % {"names": "、".join(bare)}
        raise BadInput(fields={"leaving": message})
    parts = [
        _sum_of(area, stays, [each for each in below if each.pk not in gone]),
        _sum_of(area, leaves, [each for each in below if each.pk in gone]),
    ]
    return split(area, parts=parts, by=by)


def _sum_of(area: Area, name: str, below: list[Area]) -> NewArea:
    ground = shapely.union_all(list(outlines_of([each.pk for each in below]).values()))
    counted = [each.households for each in below]
    return NewArea(
        name=name,
        rank=Rank(area.rank),
        boundary=json.loads(shapely.to_geojson(as_multipolygon(ground))),
        households=sum(each or 0 for each in counted) if all(counted) else None,
    )
