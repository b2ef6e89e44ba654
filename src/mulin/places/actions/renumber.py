"""Giving an area another code."""

from django.db import transaction

from mulin.lib.actor import ActorLike
from mulin.lib.clock import today
from mulin.places.access import must_manage
from mulin.places.kinds import Rank
from mulin.places.models import Area, RetiredCode
from mulin.places.queries.codes import must_be_free
from mulin.trail.record import record


@transaction.atomic
def renumber(area: Area, *, code: str, by: ActorLike) -> Area:
    """Change the code; the old one still finds this area and is given to nobody else."""
    held = Area.objects.select_for_update().get(pk=area.pk)
    must_manage(by, held)
    wanted = code.strip()
    if wanted == held.code:
        return held
    must_be_free(wanted, Rank(held.rank))
    old = held.code
    RetiredCode.objects.create(code=old, area=held, retired_on=today())
    held.code = wanted
    held.save(update_fields=["code"])
    record("area.renumbered", held, by=by, fields={"from": old, "to": wanted})
    return held
