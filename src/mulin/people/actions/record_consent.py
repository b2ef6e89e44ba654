"""Record what a person, or the guardian, agreed to."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib import clock
from mulin.lib.errors import BadInput
from mulin.people.access import Actor, acting_on, person_for
from mulin.people.kinds import Duty, Means, Purpose
from mulin.people.models import Consent, Person
from mulin.people.rules import is_child
from mulin.trail.record import record


@transaction.atomic
def record_consent(
    person: Person,
    *,
    purpose: str,
    means: str,
    guardian: Person | None = None,
    until: date | None = None,
    by: Actor,
) -> Consent:
    """Given by the person, or taken down by a post that keeps persons' data; a child's by its guardian.

    Given again for the same purpose, the first stands unless means, guardian or end differ.
    """
    acting = speaking_for(person, by)
    person = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    if purpose not in Purpose.values:
        raise BadInput(fields={"purpose": _("Choose a purpose from the list.")})
    if means not in Means.values:
        raise BadInput(fields={"means": _("Say how consent was given.")})
    if until is not None and until < clock.today():
        raise BadInput(fields={"until": _("The last day lies in the past.")})
    if is_child(person.birth_date, clock.today()) and guardian is None:
        raise BadInput(fields={"guardian": _("For a child under fourteen the guardian consents.")})
    moment = clock.now()
    present = Consent.objects.filter(person=person, purpose=purpose, withdrawn=None).first()
    guardian_id = guardian.pk if guardian else None
    if present is not None:
        if (present.means, present.guardian_id, present.until) == (means, guardian_id, until):
            return present
        present.withdrawn = moment
        present.save(update_fields=["withdrawn"])
    consent = Consent.objects.create(
        person=person, purpose=purpose, means=means, guardian=guardian, given=moment, until=until
    )
    fields = {
        "purpose": str(purpose),
        "means": str(means),
        "guardian": guardian_id,
        "until": until and until.isoformat(),
    }
    record("person.consented", person, by=acting, fields=fields)
    return consent


def speaking_for(person: Person, by: Actor) -> Actor:
    """The person, the guardian whom they have, or a post that keeps their data."""
    if by.person_id is not None and not by.part:
        guards = person.delegates.filter(delegate_id=by.person_id, guardian=True, ended=None)
        if by.person_id == person.pk or guards.exists():
            return by
    person_for(by, person.pk, Duty.PERSON_EDIT)
    return acting_on(by, person, Duty.PERSON_EDIT)
