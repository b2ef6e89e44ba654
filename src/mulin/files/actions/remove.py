"""Take a file away for good: its row, and its content when no other row shows it."""

from functools import partial

from django.db import transaction

from mulin.files.actions.content import sweep
from mulin.files.models import Attachment
from mulin.lib.actor import ActorLike
from mulin.trail.record import record


@transaction.atomic
def remove(attachment: Attachment, *, by: ActorLike) -> None:
    """The caller has checked that the actor may; the content goes only once the removal is certain."""
    held = Attachment.objects.select_for_update().filter(pk=attachment.pk).first()
    if held is None:
        return
    owner = f"{held.owner_kind}:{held.owner_id}"
    record("file.removed", held, by=by, fields={"owner": owner, "sha256": held.sha256})
    held.delete()
    for path in filter(None, (attachment.path, attachment.thumbnail_path)):
        transaction.on_commit(partial(sweep, path))
