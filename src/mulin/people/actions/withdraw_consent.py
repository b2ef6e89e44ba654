"""Withdraw consent, effective at once."""

from django.db import transaction

from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.actions.record_consent import speaking_for
from mulin.people.models import Consent, Person
from mulin.trail.record import record


@transaction.atomic
def withdraw_consent(person: Person, *, purpose: str, by: Actor) -> Person:
    """Nothing given, nothing to withdraw: harmless."""
    acting = speaking_for(person, by)
    person = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    open_one = Consent.objects.filter(person=person, purpose=purpose, withdrawn=None)
    if open_one.update(withdrawn=clock.now()):
        record("person.withdrew", person, by=acting, fields={"purpose": str(purpose)})
    return person
