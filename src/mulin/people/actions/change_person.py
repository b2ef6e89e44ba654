"""Change what is kept of a person."""

from datetime import date

from django.db import transaction

from mulin.lib.errors import NotFound
from mulin.people.access import Actor, acting_on, person_for
from mulin.people.actions.register_person import refuse_same
from mulin.people.kinds import Duty
from mulin.people.models import Person
from mulin.people.rules import clean_person, fingerprints
from mulin.trail.record import record


@transaction.atomic
def change_person(person: Person, *, fields: dict[str, str | date | None], by: Actor) -> Person:
    """Only the fields named; by the person or by a post that keeps persons' data there."""
    person_for(by, person.pk, Duty.PERSON_EDIT)
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if person.erased is not None:
        raise NotFound
    cleaned = clean_person(fields)
    changed = sorted(name for name, value in cleaned.items() if (getattr(person, name) or "") != value)
    if not changed:
        return person
    for name in changed:
        setattr(person, name, cleaned[name] or (None if name != "gender" else "unsaid"))
    hashes = fingerprints(kept_of(person))
    if "id_number" in changed:
        refuse_same(hashes["id_hash"], [person.pk])
    for column, digest in hashes.items():
        setattr(person, column, digest)
    person.save(update_fields=[*changed, *hashes])
    acting = acting_on(by, person, Duty.PERSON_EDIT)
    record("person.changed", person, by=acting, fields={"changed": changed})
    return person


def kept_of(person: Person) -> dict[str, str | None]:
    """The fields whose hashes are kept."""
    return {name: getattr(person, name) for name in ("name", "phone", "id_number", "birth_date")}
