"""The signed consent is kept as a picture or a document of the entry."""

from uuid import UUID

from django.db import transaction

from mulin.care.access import acting_on
from mulin.care.models import Entry
from mulin.files.actions.store import Upload, store_photo
from mulin.files.kinds import Stage
from mulin.files.models import Attachment
from mulin.people.access import Actor


@transaction.atomic
def keep_scan(entry: Entry, upload: Upload, *, id: UUID | None = None, by: Actor) -> Attachment:
    """Drawn anew; it opens only as what is kept closed does."""
    acting = acting_on(by, entry)
    return store_photo(upload, owner_kind="care", owner_id=entry.pk, stage=Stage.DOCUMENT, id=id, by=acting)
