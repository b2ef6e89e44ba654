"""Give an account a new password."""

from django.db import transaction

from mulin.accounts.actions.open_account import check_strength
from mulin.accounts.models import User
from mulin.lib.actor import ActorLike
from mulin.trail.record import record


@transaction.atomic
def set_password(account: User, *, password: str, by: ActorLike) -> User:
    """Sessions opened with the old one end; set by another person, it is to be changed at first login."""
    row = User.objects.select_for_update().get(pk=account.pk)
    check_strength(password, row)
    row.set_password(password)
    row.must_change_password = by.account_id != row.pk
    row.save(update_fields=["password", "must_change_password"])
    record("account.password_set", row, by=by)
    return row
