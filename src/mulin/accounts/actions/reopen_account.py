"""Reopen an account that was closed: its old password and sessions stay void."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.accounts.actions.open_account import check_strength
from mulin.accounts.models import User
from mulin.lib.actor import ActorLike
from mulin.lib.errors import BadInput
from mulin.trail.record import record


@transaction.atomic
def reopen_account(account: User, *, password: str, by: ActorLike) -> User:
    """With a new first password; one that logs in by phone codes alone needs none. Harmless when repeated."""
    row = User.objects.select_for_update().get(pk=account.pk)
    if row.is_active:
        return row
    if password:
        check_strength(password, row)
        row.set_password(password)
        row.must_change_password = True
    elif row.has_usable_password():
        raise BadInput(fields={"password": _("Give a new first password: the old one is void.")})
    else:
        # Written anew although there is none: what was signed with it, open sessions, ends.
        row.set_unusable_password()
    row.is_active = True
    row.save(update_fields=["is_active", "password", "must_change_password"])
    record("account.reopened", row, by=by)
    return row
