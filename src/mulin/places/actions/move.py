"""Putting an area under another parent."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib.actor import ActorLike
from mulin.lib.errors import BadInput, WrongState
from mulin.places.access import must_manage
from mulin.places.actions.lineage import hang
from mulin.places.kinds import Rank
from mulin.places.models import Area
from mulin.places.rules import may_hang
from mulin.trail.record import record


@transaction.atomic
def move(area: Area, *, to: Area, by: ActorLike) -> Area:
    """Let another area govern this one; the code stays, lineages below follow."""
    locked = {
        each.pk: each
        for each in Area.objects.select_for_update().filter(pk__in=[area.pk, to.pk]).order_by("pk")
    }
    held, parent = locked[area.pk], locked[to.pk]
    must_manage(by, held)
    must_manage(by, parent)
    if held.parent_id == parent.pk:
        return held
    if held.valid_to is not None or parent.valid_to is not None:
        raise WrongState(_("This area is no longer in force."))
    if not may_hang(Rank(held.rank), Rank(parent.rank)) or held.pk in parent.lineage().values():
        raise BadInput(fields={"to": _("An area of this rank cannot lie directly under that one.")})
    before = held.parent_id
    hang([held], parent)
    held.refresh_from_db()
    must_manage(by, held)
    record("area.moved", held, by=by, fields={"from": before, "to": parent.pk})
    return held
