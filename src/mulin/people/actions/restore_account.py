"""Reopen a person's login that was closed."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.accounts.actions.reopen_account import reopen_account
from mulin.accounts.models import User
from mulin.lib.errors import WrongState
from mulin.people.access import Actor, require
from mulin.people.kinds import Duty
from mulin.people.models import Person


@transaction.atomic
def restore_account(person: Person, *, password: str, by: Actor) -> User:
    """By whoever manages the accounts of the whole house."""
    acting = require(by, Duty.ACCOUNT_MANAGE, {})
    account = User.objects.filter(person=person).first()
    if account is None:
        raise WrongState(_("This person has no account: open one."))
    return reopen_account(account, password=password, by=acting)
