"""Let a proven phone open the pages of the one registered resident who has it."""

from django.db import transaction

from mulin.accounts.models import User
from mulin.people.access import Actor
from mulin.people.models import Person
from mulin.people.rules import fingerprints
from mulin.people.rules.entries import clean_phone
from mulin.trail.record import record


@transaction.atomic
def link_by_phone(account: User, *, phone: str, by: Actor) -> Person | None:
    """Nobody, when the number is shared or the person holds posts: a text message alone opens no post."""
    known = Person.objects.filter(account=account).first()
    if known is not None:
        return known
    digest = fingerprints({"phone": clean_phone(phone)})["phone_hash"]
    if digest is None:
        return None
    found = list(
        Person.objects.select_for_update(of=("self",))
        .filter(phone_hash=digest, erased=None)
        .order_by("pk")[:2]
    )
    if len(found) != 1 or found[0].account_id is not None or found[0].tenures.exists():
        return None
    person = found[0]
    person.account = account
    person.save(update_fields=["account"])
    record("person.linked", person, by=by, fields={"account": account.pk})
    return person
