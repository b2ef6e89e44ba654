"""A thing is no longer there."""

from django.db import transaction

from mulin.lib import clock
from mulin.people.access import Actor, require
from mulin.people.kinds import Duty
from mulin.things.actions.change_thing import where
from mulin.things.models import Thing
from mulin.trail.record import record


@transaction.atomic
def retire_thing(thing: Thing, *, by: Actor) -> Thing:
    """The thing is gone; its history stays."""
    row = Thing.objects.select_for_update(of=("self",)).select_related("area").get(pk=thing.pk)
    acting = require(by, Duty.THING_KEEP, where(row))
    if row.retired_on is None:
        row.retired_on, row.next_check_on = clock.today(), None
        row.save(update_fields=["retired_on", "next_check_on"])
        record("thing.retired", row, by=acting)
    return row
