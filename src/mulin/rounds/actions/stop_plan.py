"""A plan ends: no more rounds are made, those not yet done are called off."""

from django.db import transaction

from mulin.lib import clock
from mulin.people.access import Actor, require
from mulin.people.kinds import Duty
from mulin.rounds.actions.cancel import call_off
from mulin.rounds.models import Occurrence, Plan
from mulin.trail.record import record


@transaction.atomic
def stop_plan(plan: Plan, *, by: Actor) -> Plan:
    """From today; stopping again changes nothing."""
    row = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    acting = require(by, Duty.ROUND_PLAN, row.where())
    if row.next_at is None and row.valid_to is not None:
        return row
    row.valid_to = max(clock.today(), row.valid_from)
    row.next_at = row.raw_at = None
    row.save(update_fields=["valid_to", "next_at", "raw_at"])
    record("plan.stopped", row, by=acting)
    for occurrence in Occurrence.objects.select_for_update().filter(plan=row, state="open").order_by("pk"):
        call_off(occurrence, "", acting)
    return row
