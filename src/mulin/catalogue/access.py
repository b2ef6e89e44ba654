"""Who may change the catalogue, and where the duty list."""

from mulin.lib.errors import NotAllowed
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.places.models import Area


def manager(by: Actor, area: Area | None = None) -> Actor:
    """The actor as the post that may keep the catalogue (in that area, or for all); refused when there is none."""
    acting = by.acting_for(Duty.CATALOGUE_MANAGE, area.lineage() if area else {})
    if acting is None:
        raise NotAllowed
    return acting
