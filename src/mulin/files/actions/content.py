"""Content kept once by its hash; storing and sweeping of one path never cross."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import Q

from mulin.files.models import Attachment


def put(data: bytes, shelf: str, suffix: str) -> str:
    """Keep the bytes; the path is theirs until the caller's transaction ends."""
    digest = hashlib.sha256(data).hexdigest()
    path = f"{shelf}/{digest[:2]}/{digest}.{suffix}"
    _lock("pg_advisory_xact_lock_shared", path)
    return path if default_storage.exists(path) else default_storage.save(path, ContentFile(data))


@transaction.atomic
def sweep(path: str) -> None:
    """Delete the bytes unless a row shows them."""
    _lock("pg_advisory_xact_lock", path)
    if not Attachment.objects.filter(Q(path=path) | Q(thumbnail_path=path)).exists():
        default_storage.delete(path)


def _lock(function: str, path: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtextextended(%s, 0))", [path])
