"""The signed consent is kept as a picture or a PDF of the entry."""

from uuid import UUID

from django.db import transaction

from mulin.care.access import acting_on
from mulin.care.models import Entry
from mulin.files.actions.store import Upload, store_document, store_photo
from mulin.files.kinds import Stage
from mulin.files.models import Attachment
from mulin.files.rules import MOST_PHOTO_BYTES, is_pdf, read_bounded
from mulin.people.access import Actor


@transaction.atomic
def keep_scan(
    entry: Entry, upload: Upload, *, name: str = "", id: UUID | None = None, by: Actor
) -> Attachment:
    """A picture is drawn anew, a PDF known by its bytes; either opens only as what is kept closed does."""
    acting = acting_on(by, entry)
    data = read_bounded(upload, MOST_PHOTO_BYTES)
    if is_pdf(data):
        return store_document(data, owner_kind="care", owner_id=entry.pk, name=name, id=id, by=acting)
    return store_photo(data, owner_kind="care", owner_id=entry.pk, stage=Stage.DOCUMENT, id=id, by=acting)
