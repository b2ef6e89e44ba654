"""A person reads notices, and says how they want to be told."""

from datetime import time

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.lib import clock
from mulin.lib.actor import ActorLike
from mulin.lib.errors import BadInput, NotAllowed
from mulin.notices.models import Notice, Preference
from mulin.notices.rules import ROBOTS


@transaction.atomic
def read(*, by: ActorLike, notice_id: int | None = None) -> int:
    """Mark one, or all, of one's own as read; again changes nothing."""
    mine = (
        Notice.objects.filter(person_id=by.person_id, read_at=None) if by.person_id else Notice.objects.none()
    )
    if notice_id is not None:
        mine = mine.filter(pk=notice_id)
    return mine.update(read_at=clock.now())


@transaction.atomic
def prefer(
    *,
    by: ActorLike,
    sms: bool,
    email: str = "",
    wecom: str = "",
    quiet_from: time | None = None,
    quiet_to: time | None = None,
) -> Preference:
    """Keep what the person wants."""
    if by.person_id is None:
        raise NotAllowed
    if email and ("@" not in email or len(email) > 120):
        raise BadInput(fields={"email": _("This is no e-mail address.")})
    if wecom and not wecom.startswith(ROBOTS):
        raise BadInput(
            fields={"wecom": _("The address of a robot begins with %(robots)s.") % {"robots": ROBOTS}}
        )
    if (quiet_from is None) != (quiet_to is None):
        raise BadInput(fields={"quiet_to": _("Give both ends of the quiet time, or neither.")})
    row, _new = Preference.objects.update_or_create(
        person_id=by.person_id,
        defaults={
            "sms": sms,
            "email": email or None,
            "wecom": wecom or None,
            "quiet_from": quiet_from,
            "quiet_to": quiet_to,
        },
    )
    return row
