"""Say that a person lives in a household."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib import clock
from mulin.lib.errors import BadInput
from mulin.people.access import Actor, lineage_of, require
from mulin.people.actions.assign_post import refuse_erased
from mulin.people.kinds import Duty, Relation
from mulin.people.models import HouseholdMember, Person
from mulin.people.rules import days
from mulin.places.models import Household
from mulin.trail.record import record


@transaction.atomic
def add_household_member(
    household: Household,
    *,
    person: Person,
    relation: str = Relation.OTHER,
    since: date | None = None,
    by: Actor,
) -> HouseholdMember:
    """A person may live in several households; twice in one at a time they do not."""
    rows = Household.objects.select_related("entrance__building").select_for_update(of=("self",), no_key=True)
    household = rows.get(pk=household.pk)
    acting = require(by, Duty.PERSON_EDIT, lineage_of(household))
    if relation not in Relation.values:
        raise BadInput(fields={"relation": _("Choose a relation from the list.")})
    refuse_erased(person)
    during = days(since or clock.today())
    present = household.members.filter(person=person, during__overlap=during).first()
    if present is not None:
        if present.relation != relation:
            present.relation = relation
            present.save(update_fields=["relation"])
            fields = {"household": household.pk, "relation": str(relation)}
            record("person.related", person, by=acting, fields=fields)
        return present
    member = HouseholdMember.objects.create(
        household=household, person=person, relation=relation, during=during
    )
    fields = {"household": household.pk, "relation": str(relation)}
    record("person.moved_in", person, by=acting, fields=fields)
    return member
