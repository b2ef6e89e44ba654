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
    entry = Entry.objects.select_for_update(of=("self",), no_key=True).get(pk=entry.pk)
    stop_watching(entry, acting_on(by, entry))
    return entry


def consent_ended(person: Person, by: Actor) -> None:
    """The person withdrew the consent to readings."""
    for entry in Entry.objects.select_for_update(of=("self",), no_key=True).filter(person=person):
        stop_watching(entry, by)


def stop_watching(entry: Entry, by: Actor) -> None:
    """Meters, readings, faults and mutes go; alerts stay with their cases."""
    watch = locked_watch(entry)
    if watch is None:
        return
    drop_meters(watch.meters.values_list("pk", flat=True))
    watch.mutes.all().delete()
    watch.checks.all().delete()
    watch.ended_at, watch.due_at, watch.still_from, watch.high_from = clock.now(), None, None, None
    watch.save(update_fields=["ended_at", "due_at", "still_from", "high_from"])
    record("watch.ended", watch, by=by)


def locked_watch(entry: Entry) -> Watch | None:
    """The home's watch, its meters locked before it: in this order readings on their way in take them too.

    The caller holds the entry, so that no meter comes or goes meanwhile.
    """
    mine = Meter.objects.filter(watch__entry=entry, watch__ended_at=None)
    list(mine.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    return Watch.objects.select_for_update(of=("self",)).filter(entry=entry, ended_at=None).first()


def drop_meters(meters: Iterable[int]) -> None:
    """The caller has locked them: readings on their way in wait, and then find no meter."""
    ids = list(meters)
    if ids:
        Reading.objects.filter(meter_id__in=ids).delete()
        Meter.objects.filter(pk__in=ids).delete()
