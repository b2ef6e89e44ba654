"""The outbox loop: waiting events are taken, their consequences drawn once each, retried when they fail."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from mulin.insight.actions.advance import advance
from mulin.lib import clock
from mulin.reactions.table import TABLE
from mulin.trail.models import Drawn, Event, Waiting

log = logging.getLogger(__name__)

BATCH = 200
MANY = 2000
FIRST_RETRY = timedelta(seconds=10)
Handler = Callable[[Event], None]


@transaction.atomic
def relay_batch(size: int = BATCH) -> int:
    """Draw the consequences of up to `size` waiting events; how many were taken.

    Waiting rows are taken by lock, never by "id greater than the last seen": a transaction that commits
    late would be passed over. A failing consequence keeps its event waiting, with the others marked done.
    """
    now = clock.now()
    taken = list(
        Waiting.objects.select_for_update(skip_locked=True)
        .filter(Q(not_before=None) | Q(not_before__lte=now))
        .order_by("event_id")[:size]
    )
    events = Event.objects.in_bulk([row.event_id for row in taken])
    first_time = [events[row.event_id] for row in taken if row.tries == 0]
    advance(first_time)
    done = [row.event_id for row in taken if _draw(events[row.event_id], row)]
    Waiting.objects.filter(event_id__in=done).delete()
    return len(taken)


def _draw(event: Event, row: Waiting) -> bool:
    handlers = TABLE.get(event.verb, ())
    if not handlers:
        return True
    drawn = set()
    if row.tries:
        drawn = set(Drawn.objects.filter(event_id=event.pk, error="").values_list("handler", flat=True))
    failed = [h for h in handlers if h.__name__ not in drawn and not _drawn_now(event, h)]
    if not failed:
        return True
    row.tries += 1
    row.not_before = clock.now() + FIRST_RETRY * 2 ** min(row.tries, 10)
    row.save(update_fields=["tries", "not_before"])
    for handler in handlers:
        if handler not in failed:
            Drawn.objects.get_or_create(
                event_id=event.pk, handler=handler.__name__, defaults={"at": clock.now()}
            )
    return False


def _drawn_now(event: Event, handler: Handler) -> bool:
    try:
        with transaction.atomic():
            handler(event)
    except Exception as fault:
        log.exception("%s failed on event %s", handler.__name__, event.pk)
        Drawn.objects.update_or_create(
            event_id=event.pk,
            handler=handler.__name__,
            defaults={"at": clock.now(), "error": f"{type(fault).__name__}"},
        )
        return False
    return True


def relay_many() -> int:
    """Draw until nothing waits, in large bites: what a big import leaves is mostly tallies."""
    total = 0
    while taken := relay_batch(MANY):
        total += taken
    return total


def relay_all() -> int:
    """Draw until nothing waits; how many were taken. For tests, the demo and imports."""
    total = 0
    while taken := relay_batch():
        total += taken
    return total
