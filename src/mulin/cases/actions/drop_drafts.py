"""Photos sent ahead of a report that was never sent are taken away."""

from datetime import timedelta

from mulin.cases.models import Case
from mulin.files.actions.remove import remove
from mulin.files.models import Attachment
from mulin.lib import clock
from mulin.lib.actor import System

#: A report may be finished on the same day; after this its photos belong to nobody.
KEPT, LOOKED_BACK = timedelta(days=1), timedelta(days=8)


def drop_drafts() -> int:
    """How many photos are gone."""
    now = clock.now()
    waiting = Attachment.objects.filter(
        owner_kind="case", created_at__gt=now - LOOKED_BACK, created_at__lt=now - KEPT
    )
    owners = set(waiting.values_list("owner_id", flat=True))
    sent = {str(pk) for pk in Case.objects.filter(pk__in=owners).values_list("pk", flat=True)}
    photos = list(waiting.filter(owner_id__in=owners - sent))
    for photo in photos:
        remove(photo, by=System("tidy"))
    return len(photos)
