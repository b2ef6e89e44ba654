"""Erase what is kept of a person; rows that others rest on stay, without a word."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib import clock
from mulin.lib.errors import WrongState
from mulin.people.access import Actor, acting_on, person_for
from mulin.people.actions.withdraw_consent import end_with
from mulin.people.kinds import Duty, Gender, Purpose
from mulin.people.models import Consent, Delegate, HouseholdMember, Look, Person, UnmaskGrant
from mulin.people.rules import cut
from mulin.trail.record import record

SEALED = ("name", "phone", "id_number", "birth_date", "contact_notes")
HASHES = ("name_hash", "phone_hash", "id_hash", "name_birth_hash")


@transaction.atomic
def erase_person(person: Person, *, by: Actor) -> Person:
    """By the person or by a post that keeps persons' data there; not while they hold a post."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if person.erased is not None:
        return person
    person_for(by, person.pk, Duty.PERSON_EDIT)
    acting = acting_on(by, person, Duty.PERSON_EDIT)
    today, moment = clock.today(), clock.now()
    for held in (person.tenures, person.deputyships):
        if held.filter(during__overlap=(today, None)).exists():
            raise WrongState(_("This person holds a post: end that first."))
    for column in (*SEALED, *HASHES):
        setattr(person, column, None)
    person.gender = Gender.UNSAID
    person.account = None
    person.erased = moment
    person.save(update_fields=[*SEALED, *HASHES, "gender", "account", "erased"])
    homes = list(HouseholdMember.objects.filter(person=person, during__overlap=(today, None)))
    for home in homes:
        home.during = cut(home.during, today)
    HouseholdMember.objects.bulk_update(homes, ["during"])
    Consent.objects.filter(person=person, withdrawn=None).update(withdrawn=moment)
    for purpose in Purpose:
        end_with(person, purpose, acting)
    Delegate.objects.filter(person=person, ended=None).update(ended=moment)
    Delegate.objects.filter(delegate=person, ended=None).update(ended=moment)
    Look.objects.filter(person=person).exclude(note="").update(note="")
    UnmaskGrant.objects.filter(person=person).exclude(note="").update(note="")
    record("person.erased", person, by=acting)
    return person
