"""Say which account is a person's."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.accounts.models import User
from mulin.lib.errors import Conflict, NotFound
from mulin.people.access import Actor, require
from mulin.people.kinds import Duty
from mulin.people.models import Person
from mulin.trail.record import record


@transaction.atomic
def link_account(person: Person, *, account: User, by: Actor) -> Person:
    acting = require(by, Duty.ACCOUNT_MANAGE)
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if person.erased is not None:
        raise NotFound
    if person.account_id == account.pk:
        return person
    if person.account_id is not None or Person.objects.filter(account=account).exists():
        raise Conflict(_("This account or this person is linked already."), changed=["account"])
    person.account = account
    person.save(update_fields=["account"])
    record("person.linked", person, by=acting, fields={"account": account.pk})
    return person
