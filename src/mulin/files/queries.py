"""Files of an owner and their content."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db.models import QuerySet

from mulin.files.kinds import Stage
from mulin.files.models import Attachment
from mulin.lib.errors import NotFound


def attachments_of(owner_kind: str, owner_id: object) -> QuerySet[Attachment]:
    """Photos and documents of one owner, oldest first."""
    return Attachment.objects.filter(owner_kind=owner_kind, owner_id=str(owner_id)).order_by(
        "created_at", "id"
    )


def photos_of(owner_kind: str, owner_id: object) -> QuerySet[Attachment]:
    return attachments_of(owner_kind, owner_id).filter(content_type__startswith="image/")


def public_photos_of(owner_kind: str, owner_id: object) -> QuerySet[Attachment]:
    """Only photos whose faces and plates somebody has checked."""
    return photos_of(owner_kind, owner_id).filter(public_checked=True)


def photos_of_many(owner_kind: str, owner_ids: Iterable[object]) -> dict[str, list[Attachment]]:
    """One statement for a page of owners, by the owner's id as text."""
    found: dict[str, list[Attachment]] = defaultdict(list)
    rows = Attachment.objects.filter(
        owner_kind=owner_kind, owner_id__in=[str(one) for one in owner_ids], content_type__startswith="image/"
    )
    for row in rows.order_by("created_at", "id"):
        found[row.owner_id].append(row)
    return dict(found)


def stages_present(owner_kind: str, owner_id: object) -> dict[Stage, int]:
    """How many files of each stage there are: evidence asked for by the kind of case is counted so."""
    counts: dict[Stage, int] = defaultdict(int)
    for stage in attachments_of(owner_kind, owner_id).values_list("stage", flat=True):
        counts[Stage(stage)] += 1
    return dict(counts)


def content(attachment: Attachment, *, thumbnail: bool = False) -> "File[Any]":
    """The open file; NotFound when the storage has lost it."""
    path = attachment.thumbnail_path if thumbnail and attachment.thumbnail_path else attachment.path
    try:
        return default_storage.open(path, "rb")
    except FileNotFoundError as error:
        raise NotFound from error


def count_of(owner_kind: str, owner_id: object, stages: Iterable[str]) -> int:
    """How many photos of these stages an owner has."""
    present = stages_present(owner_kind, owner_id)
    return sum(number for stage, number in present.items() if stage in set(stages))
