"""Who takes over what lay in an area that was redrawn, and the line that rows of other rooms take from it."""

from typing import Any

from django.db.models import OuterRef, Subquery

from mulin.places.models import Area, LineageMixin
from mulin.places.queries.points import locate
from mulin.places.queries.tree import successor_of, successors
from mulin.places.rules import COLUMNS


def heirs(area: Area) -> list[Area]:
    """The areas that hold its ground now, most of it first; the one above where it just ended; none while in force."""
    if area.valid_to is None:
        return []
    found = [each for each in successors(area) if each.area.pk != area.pk]
    if found:
        return [each.area for each in sorted(found, key=lambda each: (-each.share, each.area.pk))]
    return heirs(area.parent) or [area.parent] if area.parent is not None else []


def heir_at(area: Area, lng: float | None, lat: float | None) -> Area:
    """Of the heirs the one at the point; without a point, or outside them all, the one with most of the ground."""
    found = heirs(area)
    if len(found) > 1 and lng is not None and lat is not None:
        return successor_of(area, [each.pk for each in locate(lng, lat).chain])
    return found[0] if found else area


def line_of(model: type[LineageMixin], ref: str, named: str = "pk") -> dict[str, Any]:
    """For `update()`: each row takes the line of the `model` row whose `named` is in its column `ref`."""
    rows = model._default_manager.filter(**{named: OuterRef(ref)})
    return {column: Subquery(rows.values(column)[:1]) for column in COLUMNS}
