"""A browser is entrusted with a copy of the day."""

from dataclasses import dataclass

from django.db import transaction

from mulin.devices.models import Device
from mulin.devices.rules import secret_hash
from mulin.lib import clock
from mulin.lib.actor import ActorLike
from mulin.lib.errors import NotAllowed
from mulin.lib.ids import public_code
from mulin.trail.record import record

SECRET_LENGTH = 40


@dataclass(frozen=True)
class Enrolled:
    """The row, and the secret that only the phone keeps."""

    row: Device
    secret: str


@transaction.atomic
def enrol(*, name: str, session_key: str, by: ActorLike) -> Enrolled:
    """Each call is a device of its own: a browser whose storage was cleared has forgotten the former one."""
    if by.account_id is None:
        raise NotAllowed
    secret, now = public_code(SECRET_LENGTH), clock.now()
    row = Device.objects.create(
        account_id=by.account_id,
        name=name.replace("\0", "")[:80],
        secret_hash=secret_hash(secret),
        session_key=session_key,
        created_at=now,
        seen_at=now,
    )
    record("device.enrolled", row, by=by)
    return Enrolled(row, secret)
