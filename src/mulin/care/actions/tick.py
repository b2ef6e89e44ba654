"""What the clock finds: a window that passed, a meter that fell silent, a mute whose day has come."""

from django.db import transaction

from mulin.care.actions.judging import judge_watch, settle
from mulin.care.actions.raise_alert import WATCH, raise_alert
from mulin.care.actions.raised import REMEMBERED, after_absence, count_anew, covered, high_owed, remember
from mulin.care.kinds import AlertKind, MuteEnd
from mulin.care.models import Check, Fault, Meter, Mute, Watch
from mulin.care.rules.watch import Finding
from mulin.lib import clock
from mulin.lib.asides import first_awake
from mulin.trail.record import record


@transaction.atomic
def raise_next() -> Watch | None:
    """Take the home whose window passed first, passing over those being read; None when none is due."""
    now = clock.now()
    due = Watch.objects.filter(due_at__lte=now).order_by("due_at")
    due = due.select_for_update(skip_locked=True, of=("self",)).select_related("entry__household__area")
    watch = first_awake(due)
    if watch is None:
        return None
    if watch.high_from and high_owed([watch]):
        raise_alert(watch.entry, kind=AlertKind.HIGH, still_from=watch.high_from, watch=watch)
    count_anew(watch, now)
    meters = list(watch.meters.order_by("pk"))
    verdict = judge_watch(watch, meters, now)
    mute = Mute.objects.filter(watch=watch, ended_at=None, until__gt=now).first()
    settle(watch, verdict, mute)
    if verdict.finding is Finding.STILL and mute is None and not verdict.raised and verdict.still_from:
        if not covered(watch, verdict):
            raise_alert(watch.entry, kind=AlertKind.STILL, still_from=verdict.still_from, watch=watch)
        remember(watch, meters, verdict)
        settle(watch, judge_watch(watch, meters, now), mute)
    elif verdict.finding is Finding.BLIND and mute is None and watch.blind_at is None:
        _owe_call(watch)
        watch.blind_at, watch.due_at = now, None
    watch.save(update_fields=["still_from", "due_at", "blind_at", *REMEMBERED])
    return watch


def _owe_call(watch: Watch) -> None:
    """The window passed and nobody could see: the person is called."""
    check, is_new = Check.objects.get_or_create(watch=watch, called_at=None, defaults={"since": clock.now()})
    if is_new:
        record("check.owed", check, by=WATCH, fields={"watch": str(watch.pk)})


@transaction.atomic
def fault_next() -> Fault | None:
    """Take the meter that has been silent longest: its silence is a fault, and no stillness."""
    silent = Meter.objects.filter(fault_at__lte=clock.now()).order_by("fault_at")
    meter = first_awake(silent.select_for_update(skip_locked=True, of=("self",)).select_related("watch"))
    if meter is None:
        return None
    since = meter.last_at or meter.watch.since
    fault = Fault.objects.create(meter=meter, since=since, found_at=clock.now())
    meter.fault_at = None
    meter.save(update_fields=["fault_at"])
    record("fault.found", fault, by=WATCH, fields={"watch": str(meter.watch_id)})
    return fault


@transaction.atomic
def unmute_next() -> Mute | None:
    """End the mute whose day has come; what is still by then counts at once, also what was raised before it."""
    now = clock.now()
    # The home is locked first, as readings do: the other way round the two would wait for each other.
    waiting = Watch.objects.filter(mutes__until__lte=now, mutes__ended_at=None).order_by("mutes__until")
    watch = first_awake(waiting.select_for_update(skip_locked=True, of=("self",)))
    mute = Mute.objects.filter(watch=watch, until__lte=now, ended_at=None).first() if watch else None
    if watch is None or mute is None:
        return None
    mute.ended_at, mute.end = mute.until, MuteEnd.DATE
    mute.save(update_fields=["ended_at", "end"])
    if watch.ended_at is None:
        after_absence(watch, now, named=True)
        watch.due_at = now
        watch.save(update_fields=["due_at", "again_at"])
    return mute
