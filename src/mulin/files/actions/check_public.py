"""Say that a photo shows no face and no plate, so that it may be public."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.files.models import Attachment
from mulin.lib.actor import ActorLike
from mulin.lib.errors import WrongState
from mulin.trail.record import record


@transaction.atomic
def check_public(attachment: Attachment, *, is_clean: bool, by: ActorLike) -> Attachment:
    """The caller has checked that the actor may; repeating it changes nothing."""
    attachment = Attachment.objects.select_for_update().get(pk=attachment.pk)
    if not attachment.is_photo:
        raise WrongState(_("Only photos are checked for faces and plates; documents are never public."))
    if attachment.public_checked == is_clean:
        return attachment
    attachment.public_checked = is_clean
    attachment.save(update_fields=["public_checked"])
    record("file.checked_public", attachment, by=by, fields={"is_clean": is_clean})
    return attachment
