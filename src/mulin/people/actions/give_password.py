"""Give somebody a new first password."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.accounts.actions.set_password import set_password
from mulin.accounts.models import User
from mulin.lib.errors import WrongState
from mulin.people.access import Actor, require
from mulin.people.kinds import Duty
from mulin.people.models import Person


@transaction.atomic
def give_password(person: Person, *, password: str, by: Actor) -> User:
    """By whoever manages the accounts of the whole house, whose own is changed on the page of the account."""
    acting = require(by, Duty.ACCOUNT_MANAGE, {})
    account = open_one(person)
    if account.pk == by.account_id:
        raise WrongState(_("Your own password is changed on the page of your account."))
    return set_password(account, password=password, by=acting)


def open_one(person: Person) -> User:
    """The person's account that is not closed."""
    account = User.objects.filter(person=person, is_active=True).first()
    if account is None:
        raise WrongState(_("This person has no open account."))
    return account
