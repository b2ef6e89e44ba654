"""Photos are handed out to whoever may read what they belong to."""

from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.views.decorators.cache import cache_control

from mulin.files.access import attachment_for
from mulin.files.queries import content
from mulin.ui.http import actor_of

WEEK = 7 * 24 * 3600


@cache_control(private=True, max_age=WEEK, immutable=True)
def photo(request: HttpRequest, photo_id: UUID) -> FileResponse:
    """The picture itself; its address never changes its content."""
    return _sent(request, photo_id, thumbnail=False)


@cache_control(private=True, max_age=WEEK, immutable=True)
def thumb(request: HttpRequest, photo_id: UUID) -> FileResponse:
    """The small one."""
    return _sent(request, photo_id, thumbnail=True)


def _sent(request: HttpRequest, photo_id: UUID, *, thumbnail: bool) -> FileResponse:
    found = attachment_for(actor_of(request), photo_id)
    kind = "image/jpeg" if thumbnail or not found.content_type else found.content_type
    answer = FileResponse(content(found, thumbnail=thumbnail), content_type=kind)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
