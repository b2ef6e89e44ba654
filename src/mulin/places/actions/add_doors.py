"""Adding stairwells and doors to a building that stands."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib.actor import ActorLike
from mulin.lib.errors import WrongState
from mulin.places.access import must_manage
from mulin.places.actions import create_building
from mulin.places.models import Building
from mulin.trail.record import record


@transaction.atomic
def add_doors(building: Building, *, entrances: Mapping[str, Sequence[str]], by: ActorLike) -> Building:
    """Add stairwells and doors; those already there stay as they are."""
    held = Building.objects.select_for_update().get(pk=building.pk)
    must_manage(by, held)
    if held.valid_to is not None:
        raise WrongState(_("This building no longer stands."))
    create_building.add_doors(held, entrances)
    doors = sum(len(each) for each in entrances.values())
    record("building.opened", held, by=by, fields={"entrances": len(entrances), "doors": doors})
    return held
