"""Adding a residential compound or villagers' group."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib.actor import ActorLike
from mulin.lib.errors import BadInput
from mulin.places.access import must_manage
from mulin.places.kinds import CompoundKind, PropertyModel
from mulin.places.models import Area, Compound, CompoundGrid
from mulin.places.rules import name_key, short_name
from mulin.places.rules.outline import outline_of
from mulin.trail.record import record


@transaction.atomic
def create_compound(
    area: Area,
    *,
    name: str,
    code: str = "",
    grids: Iterable[Area] = (),
    kind: str = CompoundKind.COMPOUND,
    property_model: str = PropertyModel.NONE,
    boundary: object | None = None,
    crs: str = "wgs84",
    by: ActorLike,
) -> Compound:
    """Add a compound to a community; the grids may share it. The same code again is refused."""
    held = Area.objects.select_for_update().get(pk=area.pk)
    must_manage(by, held)
    if not name.strip():
        raise BadInput(fields={"name": _("Give the compound a name.")})
    wanted = code.strip() or _next_code(held)
    if Compound.objects.filter(code=wanted).exists():
        raise BadInput(fields={"code": _("This code was given before; codes are never used again.")})
    compound = Compound(area=held, code=wanted, name=name.strip(), kind=kind, property_model=property_model)
    compound.short_name, compound.name_key = short_name(name), name_key(name)
    compound.take_lineage(held)
    if boundary is not None:
        outline = outline_of(boundary, crs)
        compound.boundary, compound.bbox, compound.area_m2 = outline.geojson, outline.bbox, outline.area_m2
        compound.lng, compound.lat, compound.boundary_crs = outline.lng, outline.lat, crs
        compound.shape_version = 1
    compound.save()
    _link(compound, grids)
    record("compound.created", compound, by=by, fields={"code": wanted, "area": held.pk})
    return compound


@transaction.atomic
def set_grids(compound: Compound, *, grids: Iterable[Area], by: ActorLike) -> Compound:
    """Say anew which grids hold the compound."""
    held = Compound.objects.select_for_update().get(pk=compound.pk)
    must_manage(by, held)
    before = set(held.grid_links.values_list("grid_id", flat=True))
    wanted = list(grids)
    after = {grid.pk for grid in wanted}
    if before == after:
        return held
    held.grid_links.exclude(grid__in=after).delete()
    _link(held, wanted)
    record("compound.shared", held, by=by, fields={"from": sorted(before), "to": sorted(after)})
    return held


def _link(compound: Compound, grids: Iterable[Area]) -> None:
    CompoundGrid.objects.bulk_create(
        [CompoundGrid(compound=compound, grid=grid) for grid in grids], ignore_conflicts=True
    )


def _next_code(area: Area) -> str:
    prefix = f"{area.code}-C"
    given = Compound.objects.filter(code__startswith=prefix).values_list("code", flat=True)
    numbers = (int(code.removeprefix(prefix)) for code in given if code.removeprefix(prefix).isdigit())
    return f"{prefix}{max(numbers, default=0) + 1:03d}"
