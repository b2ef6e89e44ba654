"""Giving an area another name."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib.actor import ActorLike
from mulin.lib.errors import BadInput
from mulin.places.access import must_manage
from mulin.places.models import Area, AreaAlias
from mulin.places.rules import name_key, short_name
from mulin.trail.record import record


@transaction.atomic
def rename(area: Area, *, name: str, by: ActorLike) -> Area:
    """Rename; the old name stays known, so that people who still use it are understood."""
    held = Area.objects.select_for_update().get(pk=area.pk)
    must_manage(by, held)
    wanted = name.strip()
    if not wanted:
        raise BadInput(fields={"name": _("Give the area a name.")})
    if wanted == held.name:
        return held
    AreaAlias.objects.get_or_create(area=held, compound=None, name=short_name(held.name))
    held.name, held.short_name, held.name_key = wanted, short_name(wanted), name_key(wanted)
    held.save(update_fields=["name", "short_name", "name_key"])
    record("area.renamed", held, by=by, fields={"code": held.code})
    return held
