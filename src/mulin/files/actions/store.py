"""Keep a photo or a document of an owner."""

import hashlib
from typing import IO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.files.actions.content import put
from mulin.files.kinds import Stage
from mulin.files.models import Attachment
from mulin.files.rules import (
    MOST_DOCUMENT_BYTES,
    MOST_PHOTO_BYTES,
    CleanPhoto,
    clean_name,
    clean_photo,
    known_document,
    read_bounded,
)
from mulin.lib import clock
from mulin.lib.actor import ActorLike
from mulin.lib.errors import BadInput, Conflict
from mulin.lib.ids import uuid7
from mulin.trail.record import record

Upload = IO[bytes] | bytes


def prepare_photo(upload: Upload) -> CleanPhoto:
    """The slow part, without the database: callers may do it before they open a transaction."""
    return clean_photo(read_bounded(upload, MOST_PHOTO_BYTES))


def store_photo(
    upload: Upload | CleanPhoto,
    *,
    owner_kind: str,
    owner_id: object,
    stage: Stage | str,
    by: ActorLike,
    id: UUID | None = None,
    keep_time: bool = False,
) -> Attachment:
    """Keep a picture drawn anew; with the client's `id`, a repetition gives the same row.

    The camera's time is kept only with `keep_time`, its place never.
    """
    made = Attachment(id=id or uuid7(), owner_kind=owner_kind, owner_id=str(owner_id), stage=_stage(stage))
    if id and (before := _kept_before(made, by)):
        return before
    photo = upload if isinstance(upload, CleanPhoto) else prepare_photo(upload)
    made.width, made.height = photo.width, photo.height
    made.taken_at = photo.taken_at if keep_time else None
    return _insert(made, photo.full, photo.content_type, photo.suffix, by, thumbnail=photo.thumbnail)


def store_document(
    upload: Upload,
    *,
    owner_kind: str,
    owner_id: object,
    by: ActorLike,
    name: str = "",
    stage: Stage | str = Stage.DOCUMENT,
    id: UUID | None = None,
) -> Attachment:
    """Keep a PDF, DOCX or XLSX as it is, known by its bytes and not by its name."""
    made = Attachment(id=id or uuid7(), owner_kind=owner_kind, owner_id=str(owner_id), stage=_stage(stage))
    if id and (before := _kept_before(made, by)):
        return before
    document = known_document(read_bounded(upload, MOST_DOCUMENT_BYTES))
    made.name = clean_name(name)
    return _insert(made, document.data, document.content_type, document.suffix, by)


def _stage(stage: Stage | str) -> Stage:
    try:
        return Stage(stage)
    except ValueError as error:
        raise BadInput(fields={"stage": _("Unknown stage of a file.")}) from error


@transaction.atomic
def _insert(
    made: Attachment, data: bytes, content_type: str, suffix: str, by: ActorLike, thumbnail: bytes = b""
) -> Attachment:
    made.sha256 = hashlib.sha256(data).hexdigest()
    made.bytes, made.content_type = len(data), content_type
    made.path = put(data, "whole", suffix)
    if thumbnail:
        made.thumbnail_path = put(thumbnail, "small", suffix)
    made.person_id, made.post_id = by.person_id, by.post_id
    made.created_at = clock.now()
    # Two phones' threads may send one id at once: the second insert does nothing and finds the first.
    Attachment.objects.bulk_create([made], ignore_conflicts=True)
    kept = _kept_before(made, by) or made
    if kept.created_at == made.created_at:
        record("file.stored", kept, by=by, fields=_facts(kept))
    return kept


def _facts(kept: Attachment) -> dict[str, str]:
    owner = f"{kept.owner_kind}:{kept.owner_id}"
    return {"owner": owner, "stage": kept.stage, "sha256": kept.sha256}


def _kept_before(made: Attachment, by: ActorLike) -> Attachment | None:
    kept = Attachment.objects.filter(pk=made.pk).first()
    if kept is None:
        return None
    theirs = (kept.owner_kind, kept.owner_id, kept.stage, kept.person_id)
    if theirs != (made.owner_kind, made.owner_id, made.stage, by.person_id):
        raise Conflict(_("This file was sent before for something else; send it with a new id."))
    return kept
