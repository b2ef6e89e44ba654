"""Who may change the tree."""

from mulin.lib.actor import ActorLike, Lineage
from mulin.lib.errors import NotAllowed
from mulin.places.models import LineageMixin
from mulin.places.rules import COLUMNS

AREA_MANAGE = "area:manage"
NOWHERE: Lineage = dict.fromkeys(COLUMNS)


def must_manage(by: ActorLike, place: LineageMixin | None) -> None:
    """Refuse whoever holds no post that manages this place; None is the root, above all areas."""
    if by.system:
        return
    if not by.reaches(AREA_MANAGE, place.lineage() if place else NOWHERE):
        raise NotAllowed
