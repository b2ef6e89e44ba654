"""Say that a person no longer lives in a household."""

from django.db import transaction

from mulin.lib import clock
from mulin.people.access import Actor, lineage_of, require
from mulin.people.kinds import Duty
from mulin.people.models import HouseholdMember
from mulin.people.rules import cut
from mulin.trail.record import record


@transaction.atomic
def leave_household(member: HouseholdMember, *, by: Actor) -> HouseholdMember:
    rows = HouseholdMember.objects.select_related("household__entrance__building", "person")
    member = rows.select_for_update(of=("self",)).get(pk=member.pk)
    acting = require(by, Duty.PERSON_EDIT, lineage_of(member.household))
    today = clock.today()
    if member.during.isempty or (member.during.upper is not None and member.during.upper <= today):
        return member
    member.during = cut(member.during, today)
    member.save(update_fields=["during"])
    record("person.moved_out", member.person, by=acting, fields={"household": member.household_id})
    return member
