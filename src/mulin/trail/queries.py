"""Reading histories back."""

from collections.abc import Iterator

from django.db import models

from mulin.trail.models import Chained, Event
from mulin.trail.record import facts_of
from mulin.trail.rules import GENESIS, link_hash


def history_of(subject: models.Model) -> models.QuerySet[Event]:
    """All events of one row, oldest first."""
    kind = subject._meta.label_lower.rsplit(".", 1)[-1]
    return Event.objects.filter(subject_kind=kind, subject_id=str(subject.pk)).order_by("id")


def broken_links(subject: Chained, events: list[Event]) -> Iterator[str]:
    """What does not fit in one chain, in words for the report of `mulin verify`."""
    prev = GENESIS
    for expected, event in enumerate(events, start=1):
        if event.seq != expected:
            yield f"event {event.pk}: place {event.seq} where {expected} is due"
        if bytes(event.prev or b"") != prev or bytes(event.hash or b"") != link_hash(prev, facts_of(event)):
            yield f"event {event.pk}: its hash does not follow from the one before"
        prev = bytes(event.hash or b"")
    if subject.version != len(events) or bytes(subject.head or GENESIS) != prev:
        yield f"{len(events)} events, but the row says {subject.version} or another head"
