"""Messages are taken to leave, and their fate is noted."""

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.db.models import F

from mulin.lib import clock
from mulin.notices.kinds import Fate
from mulin.notices.models import Message
from mulin.notices.rules import TRIES_AT_MOST


def take_ready(most: int = 50) -> list[Message]:
    """The messages of one person and way that may leave now, locked; in a transaction of the caller's."""
    now = clock.now()
    first = (
        Message.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(fate=Fate.WAITING, not_before__lte=now)
        .order_by("not_before", "id")
        .first()
    )
    if first is None:
        return []
    same = Message.objects.filter(
        fate=Fate.WAITING,
        person_id=first.person_id,
        channel=first.channel,
        urgent=first.urgent,
        not_before__lte=now,
    )
    return list(
        same.select_for_update(skip_locked=True, of=("self",)).select_related("notice").order_by("id")[:most]
    )


@transaction.atomic
def note_fate(messages: Collection[Message], *, ok: bool, kept: bool, error: str = "") -> None:
    """Sent (the others of a digest with the first), kept, or to be tried again after a growing wait."""
    now = clock.now()
    ids = [message.pk for message in messages]
    rows = Message.objects.filter(pk__in=ids)
    if ok:
        first, *others = sorted(ids)
        rows.filter(pk=first).update(fate=Fate.KEPT if kept else Fate.SENT, ended_at=now)
        rows.filter(pk__in=others).update(fate=Fate.KEPT if kept else Fate.DIGESTED, ended_at=now)
        return
    tries = max(message.tries for message in messages) + 1
    if tries >= TRIES_AT_MOST:
        rows.update(fate=Fate.FAILED, ended_at=now, tries=tries, error=error[:80])
    else:
        rows.update(tries=F("tries") + 1, error=error[:80], not_before=now + timedelta(minutes=2**tries))
