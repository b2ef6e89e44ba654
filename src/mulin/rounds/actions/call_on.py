"""A household is called on from now on, by a rule; or sooner than it was due."""

from datetime import date
from uuid import UUID

from django.db import transaction

from mulin.lib import clock
from mulin.lib.ids import uuid7
from mulin.people.access import Actor, lineage_of, require
from mulin.people.kinds import Duty
from mulin.places.models import Household
from mulin.rounds.models import Calling, VisitRule
from mulin.rounds.rules.visits import first_visit
from mulin.trail.record import record


@transaction.atomic
def call_on(
    household: Household, rule: VisitRule, *, by: Actor, first_on: date | None = None, id: UUID | None = None
) -> Calling:
    """The one open calling by this rule; called on already, an earlier day moves it forward."""
    acting = require(by, Duty.ROUND_PLAN, lineage_of(household))
    wanted = first_on or first_visit(rule, clock.today())
    row = Calling.objects.select_for_update().filter(household=household, rule=rule, closed_on=None).first()
    if row is not None:
        if first_on is not None and first_on < row.next_on:
            row.next_on = first_on
            row.save(update_fields=["next_on"])
            record("calling.hastened", row, by=acting, quiet=True)
        return row
    building = household.entrance.building
    row = Calling(
        id=id or uuid7(), household=household, rule=rule, next_on=wanted, since=clock.today(),
        compound_id=building.compound_id, building_id=building.pk,
    )  # fmt: skip
    row.take_lineage(household)
    row.save(force_insert=True)
    record("calling.begun", row, by=acting, fields={"rule": rule.code}, quiet=True)
    return row
