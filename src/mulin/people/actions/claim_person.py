"""Who logged in by a phone code is the person registered with that phone, or is registered."""

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.accounts.models import User
from mulin.accounts.queries import phone_of
from mulin.lib.errors import NotAllowed
from mulin.people.access import Actor
from mulin.people.actions.register_person import register_person
from mulin.people.models import Person
from mulin.people.rules import clean_person, fingerprints
from mulin.trail.record import record


@transaction.atomic
def claim_person(account: User, *, by: Actor) -> Person:
    """The account's own person. A phone that several share, or that belongs to who holds a post, proves nobody:
    then a person of its own is registered."""
    if by.account_id != account.pk:
        raise NotAllowed
    # Two requests of one session take turns.
    account = User.objects.select_for_update().get(pk=account.pk)
    known = Person.objects.filter(account=account).first()
    if known is not None:
        return known
    phone = phone_of(account)
    digest = fingerprints(clean_person({"phone": phone}))["phone_hash"]
    same = list(Person.objects.select_for_update(of=("self",)).filter(phone_hash=digest, erased=None)[:2])
    free = [one for one in same if one.account_id is None and not one.tenures.exists()] if digest else []
    if len(same) == 1 and free:
        person = free[0]
        person.account = account
        person.save(update_fields=["account"])
        record("person.linked", person, by=by, fields={"account": account.pk, "by": "phone"})
        return person
    return register_person(name=_("Resident"), phone=phone, account=account, by=by)
