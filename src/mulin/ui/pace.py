"""How often one address or account may ask; counted by each process for itself, so a little more gets through."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from mulin.lib import clock
from mulin.ui.http import address_of

MINUTE, HOUR = 60, 3600


def seconds_to_wait(request: HttpRequest) -> int:
    """Nought when the address may ask the open pages of programs once more this minute."""
    return _turn("open", address_of(request), settings.MULIN_OPEN_PER_MINUTE, MINUTE)


def seconds_to_wait_for_hints(request: HttpRequest) -> int:
    """The same for what a form looks up while somebody writes."""
    return _turn("hints", address_of(request), settings.MULIN_OPEN_PER_MINUTE, MINUTE)


def seconds_to_wait_for_report(request: HttpRequest) -> int:
    """Nought when one more report may be sent this hour: by an account, or by everybody behind an address."""
    if request.user.is_authenticated:
        return _turn("account", str(request.user.pk), settings.MULIN_OWN_REPORTS_PER_HOUR, HOUR)
    return _turn("report", address_of(request), settings.MULIN_REPORTS_PER_HOUR, HOUR)


def _turn(what: str, who: str, most: int, window: int) -> int:
    second = int(clock.now().timestamp())
    key = f"pace.{what}.{who}.{second // window}"
    cache.add(key, 0, window * 2)
    return window - second % window if cache.incr(key) > most else 0
