"""Cutting one area into several."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_DOWN, Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib.actor import ActorLike
from mulin.lib.clock import today
from mulin.lib.errors import BadInput, WrongState
from mulin.places import kinds
from mulin.places.access import must_manage
from mulin.places.actions.create_area import NewArea, add
from mulin.places.actions.lineage import hang, settle, settle_compounds
from mulin.places.actions.retire import close
from mulin.places.models import Area, Building, Compound, CompoundGrid, Succession
from mulin.places.rules import Finder, Shape
from mulin.places.rules.outline import Outline, outline_of
from mulin.trail.record import record

FINEST = Decimal("0.00001")
Dot = tuple[float, float]


@transaction.atomic
def split(area: Area, *, parts: Sequence[NewArea], by: ActorLike) -> list[Area]:
    """Replace an area by parts that take over what lies in each; the row stays as history.

    Whatever has no place on the map, or lies in none of the outlines, goes to the first part.
    """
    if len(parts) < 2:
        raise BadInput(fields={"parts": _("Name at least two parts.")})
    outlines = [outline_of(each.boundary, each.crs) if each.boundary is not None else None for each in parts]
    held = Area.objects.select_for_update().get(pk=area.pk)
    parent = Area.objects.select_for_update().get(pk=held.parent_id) if held.parent_id else None
    must_manage(by, held)
    if held.valid_to is not None:
        raise WrongState(_("This area is no longer in force."))
    close(held)
    wanted = [replace(each, rank=kinds.Rank(held.rank), kind=each.kind or held.kind) for each in parts]
    made = [add(parent, each, outline) for each, outline in zip(wanted, outlines, strict=True)]
    strays = _hand_over(held, made, outlines)
    for part, share in zip(made, shares(made), strict=True):
        Succession.objects.create(
            predecessor=held, successor=part, kind=kinds.Succession.SPLIT, at=today(), share=share
        )
        record(
            "area.created",
            part,
            by=by,
            fields={"code": part.code, "rank": part.rank, "parent": part.parent_id},
        )
    record("area.split", held, by=by, fields={"into": [part.pk for part in made], "strays": strays})
    return made


def shares(parts: Sequence[Area]) -> list[Decimal]:
    """Each part's share by households, else by ground, else alike; together exactly one."""
    for measure in ("households", "area_m2"):
        sizes = [Decimal(str(getattr(part, measure) or 0)) for part in parts]
        if all(sizes):
            break
    else:
        sizes = [Decimal(1)] * len(parts)
    total = sum(sizes)
    found = [(size / total).quantize(FINEST, ROUND_DOWN) for size in sizes]
    found[0] += 1 - sum(found)
    return found


def _hand_over(held: Area, parts: list[Area], outlines: list[Outline | None]) -> int:
    """Give all that lies in the area to its parts; tells how many had no place in any outline."""
    by_id = {part.pk: part for part in parts}
    finder = Finder(
        Shape(part.pk, kinds.Rank(part.rank), part.code, outline.shape)
        for part, outline in zip(parts, outlines, strict=True)
        if outline is not None
    )
    below = list(Area.objects.filter(parent=held))
    areas, strays = _sorted(finder, parts, [(each.pk, each.lng, each.lat) for each in below])
    for part, ids in areas.items():
        hang([each for each in below if each.pk in ids], by_id[part])
    dots = Building.objects.filter(area=held).values_list("pk", "lng", "lat")
    buildings, lost = _sorted(finder, parts, list(dots))
    for part, ids in buildings.items():
        settle(ids, by_id[part])
    middles = Compound.objects.filter(area=held).values_list("pk", "lng", "lat")
    for part, ids in _sorted(finder, parts, list(middles))[0].items():
        settle_compounds(ids, by_id[part])
    _share_compounds(held, parts)
    return strays + lost


def _sorted(
    finder: Finder[int], parts: list[Area], rows: list[tuple[int, float | None, float | None]]
) -> tuple[dict[int, set[int]], int]:
    placed = [(pk, (lng, lat)) for pk, lng, lat in rows if lng is not None and lat is not None]
    found = finder.find_many([dot for _, dot in placed])
    target = {pk: keys[0] for (pk, _), keys in zip(placed, found, strict=True) if keys}
    groups: dict[int, set[int]] = {}
    for pk, _lng, _lat in rows:
        groups.setdefault(target.get(pk, parts[0].pk), set()).add(pk)
    return groups, len(rows) - len(target)


def _share_compounds(held: Area, parts: list[Area]) -> None:
    """A compound held by the area is held by the parts that got its buildings, else by all."""
    ids, column = [part.pk for part in parts], held.lineage_column
    for link in CompoundGrid.objects.filter(grid=held):
        got = Building.objects.filter(compound=link.compound_id, **{f"{column}__in": ids})
        grids = set(got.values_list(column, flat=True)) or set(ids)
        CompoundGrid.objects.bulk_create(
            [CompoundGrid(compound_id=link.compound_id, grid_id=grid) for grid in sorted(grids)],
            ignore_conflicts=True,
        )
    CompoundGrid.objects.filter(grid=held).delete()
