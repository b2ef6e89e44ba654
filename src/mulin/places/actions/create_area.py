"""Adding an area to the tree."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib.actor import ActorLike
from mulin.lib.clock import today
from mulin.lib.errors import BadInput, WrongState
from mulin.places.access import must_manage
from mulin.places.kinds import AreaKind, Rank
from mulin.places.models import Area, AreaBoundary
from mulin.places.queries.codes import free_codes, must_be_free
from mulin.places.rules import may_hang, name_key, short_name
from mulin.places.rules.outline import Outline, outline_of
from mulin.trail.record import record


@dataclass(frozen=True, kw_only=True)
class NewArea:
    """What a new area is said to be; without a code the next one is given out."""

    name: str
    rank: Rank
    code: str = ""
    kind: str = ""
    synthetic: bool = False
    households: int | None = None
    residents: int | None = None
    valid_from: date | None = None
    source: str = ""
    boundary: object | None = None
    crs: str = "wgs84"


@transaction.atomic
def create_area(parent: Area | None, *, new: NewArea, by: ActorLike) -> Area:
    """Add an area below a parent, or a root."""
    held = Area.objects.select_for_update().get(pk=parent.pk) if parent else None
    must_manage(by, held)
    area = add(held, new, outline_of(new.boundary, new.crs) if new.boundary is not None else None)
    record(
        "area.created", area, by=by, fields={"code": area.code, "rank": area.rank, "parent": area.parent_id}
    )
    return area


def add(parent: Area | None, new: NewArea, outline: Outline | None) -> Area:
    """Write the rows of a new area whose parent is locked and whose maker was let in."""
    if parent is not None and parent.valid_to is not None:
        raise WrongState(_("The area above is no longer in force."))
    if not new.name.strip():
        raise BadInput(fields={"name": _("Give the area a name.")})
    if not may_hang(new.rank, Rank(parent.rank) if parent else None):
        raise BadInput(fields={"rank": _("An area of this rank cannot lie directly under that one.")})
    code = new.code.strip() or free_codes(parent, new.rank)[0]
    must_be_free(code, new.rank)
    area = Area(
        code=code,
        parent=parent,
        rank=new.rank,
        name=new.name.strip(),
        short_name=short_name(new.name),
        name_key=name_key(new.name),
        kind=new.kind or (AreaKind.BASIC if new.rank >= Rank.GRID else AreaKind.DIVISION),
        synthetic=new.synthetic,
        households=new.households,
        residents=new.residents,
        valid_from=new.valid_from or today(),
        source=new.source,
        boundary_crs=new.crs,
    )
    if parent:
        area.take_lineage(parent)
    area.save()
    setattr(area, area.lineage_column, area.pk)
    area.save(update_fields=[area.lineage_column])
    if outline:
        draw(area, outline, new.crs)
    return area


def draw(area: Area, outline: Outline, crs: str) -> None:
    """Put a new outline in force; the ones before are kept."""
    area.shape_version += 1
    area.bbox, area.area_m2 = outline.bbox, outline.area_m2
    area.lng, area.lat, area.boundary_crs = outline.lng, outline.lat, crs
    area.save(update_fields=["shape_version", "bbox", "area_m2", "lng", "lat", "boundary_crs"])
    AreaBoundary.objects.create(
        area=area, version=area.shape_version, drawn_on=today(), geojson=outline.geojson
    )
