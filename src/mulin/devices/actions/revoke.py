"""A phone is lost: its session ends now, its copy at its next contact."""

from django.contrib.sessions.models import Session
from django.db import transaction

from mulin.devices.models import Device
from mulin.lib import clock
from mulin.lib.actor import ActorLike
from mulin.trail.record import record


@transaction.atomic
def revoke(device: Device, *, by: ActorLike) -> Device:
    """Harmless when repeated. What it still sends is held for the person."""
    row = Device.objects.select_for_update().get(pk=device.pk)
    if row.revoked_at is None:
        row.revoked_at, row.revoked_by = clock.now(), by.account_id
        Session.objects.filter(session_key=row.session_key).delete()
        row.session_key = ""
        row.save(update_fields=["revoked_at", "revoked_by", "session_key"])
        record("device.revoked", row, by=by)
    return row
