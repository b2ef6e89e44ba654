"""Teaching the house another name by which people call a place."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib.actor import ActorLike
from mulin.lib.errors import BadInput
from mulin.places.access import must_manage
from mulin.places.models import Area, AreaAlias, Compound
from mulin.trail.record import record


@transaction.atomic
def name_also(place: Area | Compound, *, name: str, by: ActorLike) -> AreaAlias:
    """Keep another name of an area or compound; the same again changes nothing."""
    must_manage(by, place)
    wanted = name.strip()
    if len(wanted) < 2:
        raise BadInput(fields={"name": _("Another name needs at least two letters.")})
    area, compound = (place, None) if isinstance(place, Area) else (None, place)
    alias, made = AreaAlias.objects.get_or_create(area=area, compound=compound, name=wanted)
    if made:
        kind = "area.named_also" if area else "compound.named_also"
        record(kind, place, by=by, fields={"alias": alias.pk})
    return alias
