"""Close an account: nobody can log in with it any more, and its open sessions end."""

from django.db import transaction

from mulin.accounts.models import User
from mulin.lib.actor import ActorLike
from mulin.trail.record import record


@transaction.atomic
def close_account(account: User, *, by: ActorLike) -> User:
    """Harmless when repeated."""
    row = User.objects.select_for_update().get(pk=account.pk)
    if not row.is_active:
        return row
    row.is_active = False
    row.save(update_fields=["is_active"])
    record("account.closed", row, by=by)
    return row
