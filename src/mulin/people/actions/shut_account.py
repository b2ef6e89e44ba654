"""Close a person's login."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.accounts.actions.close_account import close_account
from mulin.accounts.models import User
from mulin.lib.errors import WrongState
from mulin.people.access import Actor, require
from mulin.people.kinds import Duty
from mulin.people.models import Person


@transaction.atomic
def shut_account(person: Person, *, by: Actor) -> User:
    """By whoever manages the accounts of the whole house; their own is closed by somebody else."""
    acting = require(by, Duty.ACCOUNT_MANAGE, {})
    account = User.objects.filter(person=person).first()
    if account is None:
        raise WrongState(_("This person has no open account."))
    if account.pk == by.account_id:
        raise WrongState(_("Nobody closes their own account."))
    return close_account(account, by=acting)
