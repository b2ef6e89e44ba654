"""Open an account for somebody of the staff."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.accounts.models import User
from mulin.accounts.rules import checked_login
from mulin.lib.actor import ActorLike
from mulin.lib.errors import BadInput, Conflict
from mulin.trail.record import record


@transaction.atomic
def open_account(
    login: str, *, password: str, by: ActorLike, must_change: bool = True, strong: bool = True
) -> User:
    """The first password is to be changed at first login; the demo town's need not be strong."""
    account = User(login=checked_login(login), must_change_password=must_change)
    if User.objects.filter(login=account.login).exists():
        raise Conflict(_("This login name is taken."), fields={"login": _("This login name is taken.")})
    if strong:
        check_strength(password, account)
    account.set_password(password)
    account.save(force_insert=True)
    record("account.opened", account, by=by)
    return account


def check_strength(password: str, account: User) -> None:
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise BadInput(fields={"password": " ".join(error.messages)}) from error
