"""A household is called on from now on, by a rule; or sooner than it was due."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from mulin.lib import clock
from mulin.lib.ids import uuid7
from mulin.people.access import Actor, lineage_of, require
from mulin.people.kinds import Duty
from mulin.people.models import Person
from mulin.places.models import Household
from mulin.rounds.models import Calling, VisitRule
from mulin.rounds.rules.visits import first_visit
from mulin.trail.record import record


@transaction.atomic
def call_on(
    household: Household,
    rule: VisitRule,
    *,
    by: Actor,
    first_on: date | None = None,
    id: UUID | None = None,
    person: Person | None = None,
    only_posts: Collection[int] = (),
) -> Calling:
    """The one open calling by this rule; called on already, an earlier day moves it forward.

    `person`: it rests on their consent to care, and only posts named for care there see it.
    """
    acting = require(by, Duty.ROUND_PLAN, lineage_of(household))
    wanted = first_on or first_visit(rule, clock.today())
    open_ones = Calling.objects.select_for_update(of=("self",)).filter(closed_on=None)
    row = open_ones.filter(household=household, rule=rule, person=person).first()
    if row is not None:
        return _hastened(row, first_on, acting)
    building = household.entrance.building
    row = Calling(
        id=id or uuid7(), household=household, rule=rule, next_on=wanted, since=clock.today(),
        compound_id=building.compound_id, building_id=building.pk,
        person=person, only_post_ids=sorted(set(only_posts)),
    )  # fmt: skip
    row.take_lineage(household)
    row.save(force_insert=True)
    record("calling.begun", row, by=acting, fields={"rule": rule.code}, quiet=True)
    return row


def _hastened(row: Calling, first_on: date | None, by: Actor) -> Calling:
    """Begun anew, it counts its visits anew, also when the next one is due before the new first day."""
    if first_on is not None and (first_on < row.next_on or row.reached):
        row.next_on, row.reached = min(first_on, row.next_on), 0
        row.save(update_fields=["next_on", "reached"])
        record("calling.hastened", row, by=by, quiet=True)
    return row
