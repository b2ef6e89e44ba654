"""Take a program's key out of force."""

from django.db import transaction

from mulin.accounts.models import ApiKey
from mulin.lib import clock
from mulin.lib.actor import ActorLike
from mulin.trail.record import record


@transaction.atomic
def revoke_key(key: ApiKey, *, by: ActorLike) -> ApiKey:
    """Harmless when repeated."""
    row = ApiKey.objects.select_for_update().get(pk=key.pk)
    if row.revoked is None:
        row.revoked = clock.now()
        row.save(update_fields=["revoked"])
        record("key.revoked", row, by=by)
    return row
