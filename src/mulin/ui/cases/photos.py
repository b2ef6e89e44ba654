"""Photos and documents are handed out to whoever may read what they belong to."""

from urllib.parse import urlsplit
from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.utils.cache import patch_cache_control

from mulin.files.access import attachment_for, may_stay
from mulin.files.queries import content
from mulin.lib.errors import NotFound
from mulin.ui.http import actor_of

WEEK = 7 * 24 * 3600
#: Asks for what is to stay on the phone.
WORKER = "/sw.js"
#: A document is never a page of ours: nothing in it loads or runs, should a browser show it after all.
SEALED_OFF = "default-src 'none'; sandbox"


def photo(request: HttpRequest, photo_id: UUID) -> FileResponse:
    """The picture itself, or a document to be saved; its address never changes its content."""
    return _sent(request, photo_id, thumbnail=False)


def thumb(request: HttpRequest, photo_id: UUID) -> FileResponse:
    """The small one."""
    return _sent(request, photo_id, thumbnail=True)


def _sent(request: HttpRequest, photo_id: UUID, *, thumbnail: bool) -> FileResponse:
    found = attachment_for(actor_of(request), photo_id)
    if _came_from(request) == WORKER and not may_stay(found):
        raise NotFound
    if found.is_photo:
        kind = "image/jpeg" if thumbnail else found.content_type
        answer = FileResponse(content(found, thumbnail=thumbnail), content_type=kind)
    elif thumbnail:
        raise NotFound
    else:
        name = found.name or f"document.{found.path.rpartition('.')[2]}"
        answer = FileResponse(
            content(found), content_type=found.content_type, as_attachment=True, filename=name
        )
        answer["Content-Security-Policy"] = SEALED_OFF
    answer["X-Content-Type-Options"] = "nosniff"
    # A phone of the field keeps pictures closed, by its own worker; a browser would write them down as they are.
    if may_stay(found) and not _in_the_field(request):
        patch_cache_control(answer, private=True, max_age=WEEK, immutable=True)
    else:
        patch_cache_control(answer, private=True, no_store=True)
    return answer


def _in_the_field(request: HttpRequest) -> bool:
    came_from = _came_from(request)
    return came_from.startswith("/field/") or came_from == WORKER


def _came_from(request: HttpRequest) -> str:
    return urlsplit(request.headers.get("Referer", "")).path
