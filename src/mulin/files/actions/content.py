"""Content kept once by its hash; storing and sweeping of one path never cross."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from mulin.files.models import Attachment
from mulin.lib.locks import hold


def put(data: bytes, shelf: str, suffix: str) -> str:
    """Keep the bytes; the path is theirs until the caller's transaction ends."""
    digest = hashlib.sha256(data).hexdigest()
    path = f"{shelf}/{digest[:2]}/{digest}.{suffix}"
    hold(path, shared=True)
    return path if default_storage.exists(path) else default_storage.save(path, ContentFile(data))


@transaction.atomic
def sweep(path: str) -> None:
    """Delete the bytes unless a row shows them."""
    hold(path)
    if not Attachment.objects.filter(Q(path=path) | Q(thumbnail_path=path)).exists():
        default_storage.delete(path)
