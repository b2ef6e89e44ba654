"""Making one area out of several."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import shapely
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib.actor import ActorLike
from mulin.lib.clock import today
from mulin.lib.errors import BadInput, WrongState
from mulin.lib.geometry import as_multipolygon
from mulin.places import kinds
from mulin.places.access import must_manage
from mulin.places.actions.create_area import NewArea, add
from mulin.places.actions.lineage import hang, settle, settle_compounds
from mulin.places.actions.retire import close
from mulin.places.models import Area, Building, Compound, CompoundGrid, Succession
from mulin.places.queries.points import outlines_of
from mulin.places.rules.outline import Outline, measured
from mulin.trail.record import record


@transaction.atomic
def merge(areas: Sequence[Area], *, new: NewArea, by: ActorLike) -> Area:
    """Replace areas of one parent and rank by a new one that takes over everything in them."""
    ids = sorted({area.pk for area in areas})
    held = list(Area.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    if len(held) < 2:
        raise BadInput(fields={"areas": _("Name at least two areas to merge.")})
    if len({(area.parent_id, area.rank) for area in held}) != 1:
        raise BadInput(fields={"areas": _("Only areas of one rank under the same area can be merged.")})
    for area in held:
        must_manage(by, area)
        if area.valid_to is not None:
            raise WrongState(_("This area is no longer in force."))
        close(area)
    parent = Area.objects.select_for_update().get(pk=held[0].parent_id) if held[0].parent_id else None
    made = add(parent, _sum_of(held, new), _union(held))
    for area in held:
        Succession.objects.create(
            predecessor=area, successor=made, kind=kinds.Succession.MERGE, at=today(), share=Decimal(1)
        )
    _hand_over(held, made)
    record(
        "area.created", made, by=by, fields={"code": made.code, "rank": made.rank, "parent": made.parent_id}
    )
    for area in held:
        record("area.merged", area, by=by, fields={"into": made.pk})
    return made


def _sum_of(held: list[Area], new: NewArea) -> NewArea:
    households = [area.households for area in held]
    residents = [area.residents for area in held]
    return replace(
        new,
        rank=kinds.Rank(held[0].rank),
        kind=new.kind or held[0].kind,
        boundary=None,
        households=new.households or (sum(each or 0 for each in households) if all(households) else None),
        residents=new.residents or (sum(each or 0 for each in residents) if all(residents) else None),
    )


def _union(held: list[Area]) -> Outline | None:
    outlines = outlines_of([area.pk for area in held])
    if len(outlines) < len(held):
        return None
    return measured(as_multipolygon(shapely.union_all(list(outlines.values()))))


def _hand_over(held: list[Area], made: Area) -> None:
    """Building numbers stay unless two collide; the later ones are then numbered on."""
    for area in held:
        hang(list(Area.objects.filter(parent=area)), made)
        _number_on(area, made)
        settle(Building.objects.filter(area=area).values_list("pk", flat=True), made)
        settle_compounds(Compound.objects.filter(area=area).values_list("pk", flat=True), made)
        for compound in CompoundGrid.objects.filter(grid=area).values_list("compound_id", flat=True):
            CompoundGrid.objects.get_or_create(compound_id=compound, grid=made)
    CompoundGrid.objects.filter(grid__in=held).delete()


def _number_on(area: Area, made: Area) -> None:
    taken = set(Building.objects.filter(area=made).values_list("number", flat=True))
    moving = list(Building.objects.filter(area=area).order_by("number"))
    highest = max((int(number) for number in [*taken, *(each.number for each in moving)]), default=0)
    for building in moving:
        if building.number in taken:
            highest += 1
            building.number = f"{highest:05d}"
            building.save(update_fields=["number"])
