"""How often somebody without a key may ask; counted by each process for itself, so a little more gets through."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from mulin.lib import clock

WINDOW = 60


def seconds_to_wait(request: HttpRequest) -> int:
    """Nought when the address may ask once more this minute."""
    second = int(clock.now().timestamp())
    key = f"open.pace.{request.META.get('REMOTE_ADDR') or ''}.{second // WINDOW}"
    cache.add(key, 0, WINDOW * 2)
    return WINDOW - second % WINDOW if cache.incr(key) > settings.MULIN_OPEN_PER_MINUTE else 0
