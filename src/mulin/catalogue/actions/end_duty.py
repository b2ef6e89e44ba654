"""End a duty row on a day."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.catalogue.access import manager
from mulin.catalogue.models import DutyRow
from mulin.lib import clock
from mulin.lib.errors import BadInput
from mulin.people.access import Actor
from mulin.trail.record import record


@transaction.atomic
def end_duty(row: DutyRow, *, by: Actor, on: date | None = None) -> DutyRow:
    """From that day it no longer routes; an ended row stays ended."""
    locked = DutyRow.objects.select_for_update(of=("self",)).select_related("area").get(pk=row.pk)
    acting = manager(by, locked.area)
    if locked.valid_to is not None:
        return locked
    day = on or clock.today()
    if day < locked.valid_from:
        raise BadInput(fields={"on": _("The row begins on %(day)s only.") % {"day": locked.valid_from}})
    locked.valid_to = day
    locked.save(update_fields=["valid_to"])
    fields = {"key": locked.key, "area": locked.area_id, "on": day.isoformat()}
    record("catalogue.duty_ended", locked, by=acting, fields=fields)
    return locked
