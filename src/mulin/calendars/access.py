"""Who may change the calendar of an area: whoever manages that area."""

from typing import Any

from mulin.calendars.models import WorkingHours
from mulin.lib.actor import ActorLike
from mulin.lib.errors import NotAllowed, NotFound

AREA_MANAGE = "area:manage"
# Nearest first.
LINEAGE = (
    "micro_grid_id",
    "grid_id",
    "community_id",
    "street_id",
    "district_id",
    "city_id",
    "province_id",
)


def lineage_of(area_id: int) -> dict[str, int | None]:
    """The area's columns of lineage, empty for none; asked through the key, since places is a sibling."""
    area = WorkingHours._meta.get_field("area").related_model
    row: dict[str, Any] | None = area._default_manager.filter(pk=area_id).values(*LINEAGE).first()
    return dict(row or {})


def must_manage(by: ActorLike, area_id: int | None) -> None:
    """Refuse whoever holds no post that manages the area; None is the whole installation."""
    lineage = dict.fromkeys(LINEAGE) if area_id is None else lineage_of(area_id)
    if not lineage:
        raise NotFound
    if not by.system and not by.reaches(AREA_MANAGE, lineage):
        raise NotAllowed
