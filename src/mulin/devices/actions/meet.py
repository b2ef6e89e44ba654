"""A phone has made contact."""

from datetime import timedelta

from mulin.devices.models import Device
from mulin.lib import clock

#: Contact is noted to the minute: phones ask often.
COARSE = timedelta(minutes=1)


def meet(device: Device, *, session_key: str = "", wiped: bool = False) -> None:
    """Note when it was last heard of, under which session, and whether it has deleted its copy."""
    now = clock.now()
    if wiped and device.revoked_at is not None and device.wiped_at is None:
        Device.objects.filter(pk=device.pk, wiped_at=None).update(wiped_at=now, seen_at=now)
        return
    moved = bool(session_key) and session_key != device.session_key and device.revoked_at is None
    if moved or device.seen_at < now - COARSE:
        known = {"session_key": session_key} if moved else {}
        Device.objects.filter(pk=device.pk, revoked_at=None).update(seen_at=now, **known)
