"""Taking an empty area out of force."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib.actor import ActorLike
from mulin.lib.clock import today
from mulin.lib.errors import WrongState
from mulin.places.access import must_manage
from mulin.places.models import Area, Building
from mulin.trail.record import record


@transaction.atomic
def retire(area: Area, *, by: ActorLike) -> Area:
    """End an area that holds nothing any more; its row and code stay for ever."""
    held = Area.objects.select_for_update().get(pk=area.pk)
    must_manage(by, held)
    if held.valid_to is not None:
        return held
    if Area.objects.filter(parent=held, valid_to=None).exists():
        raise WrongState(_("Areas below are still in force; merge or move them first."))
    if Building.objects.filter(area=held, valid_to=None).exists():
        raise WrongState(_("Buildings still lie in this area; merge it into another instead."))
    close(held)
    record("area.retired", held, by=by, fields={"code": held.code})
    return held


def close(area: Area) -> None:
    """Write the end of a locked area; not before its first day."""
    area.valid_to = max(today(), area.valid_from)
    area.save(update_fields=["valid_to"])
