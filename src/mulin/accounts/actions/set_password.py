"""Give an account a new password."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from mulin.accounts.models import User
from mulin.lib.actor import ActorLike
from mulin.lib.errors import BadInput
from mulin.trail.record import record


@transaction.atomic
def set_password(account: User, *, password: str, by: ActorLike) -> User:
    """Sessions opened with the old one end; set by another person, it is to be changed at first login."""
    row = User.objects.select_for_update().get(pk=account.pk)
    try:
        validate_password(password, row)
    except ValidationError as error:
        raise BadInput(fields={"password": " ".join(error.messages)}) from error
    row.set_password(password)
    row.must_change_password = by.account_id != row.pk
    row.save(update_fields=["password", "must_change_password"])
    record("account.password_set", row, by=by)
    return row
