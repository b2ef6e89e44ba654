"""Register a person by the closed list of fields."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.accounts.models import User
from mulin.lib import clock
from mulin.lib.errors import Conflict
from mulin.lib.locks import hold
from mulin.people.access import Actor, require_one
from mulin.people.kinds import Duty
from mulin.people.models import Person
from mulin.people.rules import clean_person, fingerprints
from mulin.trail.record import record

REGISTERING = (Duty.PERSON_EDIT, Duty.POST_MANAGE, Duty.CASE_FILE, Duty.CASE_REPORT)


@transaction.atomic
def register_person(
    *,
    name: str,
    phone: str = "",
    id_number: str = "",
    gender: str = "",
    birth_date: date | str | None = None,
    contact_notes: str = "",
    account: User | None = None,
    known_apart: Collection[int] = (),
    by: Actor,
) -> Person:
    """By oneself with one's account, or by staff.

    Whoever has the same identity number is the same person: that is refused with the ids in `changed`,
    unless `known_apart` names them. Weaker likenesses are offered by `duplicates_of`, never refused.
    """
    itself = account is not None and by.account_id == account.pk and by.person_id is None
    acting = by if itself else require_one(by, REGISTERING)
    given = {
        "name": name,
        "phone": phone,
        "id_number": id_number,
        "gender": gender,
        "birth_date": birth_date,
        "contact_notes": contact_notes,
    }
    fields = clean_person(given)
    hashes = fingerprints(fields)
    if account is not None and Person.objects.filter(account=account).exists():
        raise Conflict(_("This account belongs to somebody already."), changed=["account"])
    refuse_same(hashes["id_hash"], known_apart)
    person = Person.objects.create(
        account=account,
        registered=clock.now(),
        **{key: value or None for key, value in fields.items() if key != "gender"},
        gender=fields["gender"],
        **hashes,
    )
    kept = sorted(key for key, value in fields.items() if value and value != "unsaid")
    record("person.registered", person, by=acting, fields={"fields": kept})
    return person


def refuse_same(id_hash: bytes | None, known_apart: Collection[int]) -> None:
    """Two registrations of one number at once take turns."""
    if id_hash is None:
        return
    hold(f"identity number {id_hash.hex()}")
    same = Person.objects.filter(id_hash=id_hash, erased=None).exclude(pk__in=known_apart)
    found = list(same.values_list("pk", flat=True))
    if found:
        message = _("A person with this identity number is registered already.")
        raise Conflict(message, changed=[str(pk) for pk in found], fields={"id_number": message})
