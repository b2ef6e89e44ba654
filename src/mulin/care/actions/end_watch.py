"""The watch on a home ends and its readings are deleted at once."""

from collections.abc import Iterable

from django.db import transaction

from mulin.care.access import acting_on
from mulin.care.models import Entry, Meter, Reading, Watch
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.models import Person
from mulin.trail.record import record


@transaction.atomic
def end_watch(entry: Entry, *, by: Actor) -> Entry:
    """By a post that sees the entry. Nothing watched, nothing to end."""
    entry = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    stop_watching(entry, acting_on(by, entry))
    return entry


def consent_ended(person: Person, by: Actor) -> None:
    """The person withdrew the consent to readings."""
    for entry in Entry.objects.select_for_update(of=("self",)).filter(person=person):
        stop_watching(entry, by)


def stop_watching(entry: Entry, by: Actor) -> None:
    """Meters, readings, faults and mutes go; alerts stay with their cases."""
    for watch in Watch.objects.select_for_update(of=("self",)).filter(entry=entry, ended_at=None):
        drop_meters(watch, watch.meters.values_list("pk", flat=True))
        watch.mutes.all().delete()
        watch.checks.all().delete()
        watch.ended_at, watch.due_at, watch.still_from, watch.high_from = clock.now(), None, None, None
        watch.save(update_fields=["ended_at", "due_at", "still_from", "high_from"])
        record("watch.ended", watch, by=by)


def drop_meters(watch: Watch, meters: Iterable[int]) -> None:
    """Meters are locked first: readings on their way in wait, and then find no meter."""
    locked = Meter.objects.select_for_update().filter(watch=watch, pk__in=list(meters)).order_by("pk")
    ids = list(locked.values_list("pk", flat=True))
    if ids:
        Reading.objects.filter(meter_id__in=ids).delete()
        Meter.objects.filter(pk__in=ids).delete()
