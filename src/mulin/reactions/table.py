"""What follows from what, on one page: event -> handlers. Each handler is harmless when repeated."""

from collections.abc import Callable

from mulin.trail.models import Event

Handler = Callable[[Event], None]

TABLE: dict[str, tuple[Handler, ...]] = {}
