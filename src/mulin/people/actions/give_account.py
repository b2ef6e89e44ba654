"""Open a login for a person who has none."""

from django.db import transaction

from mulin.accounts.actions.open_account import open_account
from mulin.accounts.models import User
from mulin.people.access import Actor, require
from mulin.people.actions.link_account import link_account
from mulin.people.kinds import Duty
from mulin.people.models import Person


@transaction.atomic
def give_account(person: Person, *, login: str, password: str, by: Actor) -> User:
    """With a first password, to be changed at the first login."""
    acting = require(by, Duty.ACCOUNT_MANAGE, {})
    account = open_account(login, password=password, by=acting)
    link_account(person, account=account, by=by)
    return account
