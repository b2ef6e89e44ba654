"""A home's rule is judged anew after its meters were read; the clock raises what is found."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q

from mulin.care.actions.raised import high_owed, raised_of
from mulin.care.kinds import MuteEnd
from mulin.care.models import Meter, Mute, Watch
from mulin.care.rules.kept import standing_of
from mulin.care.rules.standing import Change
from mulin.care.rules.watch import Finding, Rule, Verdict, after_mute, judge
from mulin.lib import clock

Changes = Mapping[int, Sequence[tuple[datetime, Change]]]
DAY = timedelta(days=1)
JUDGED = ["still_from", "due_at", "blind_at", "high_from"]
DAY_BEFORE = """
SELECT total FROM care_reading WHERE meter_id = %s AND read_at <= %s AND read_at > %s
ORDER BY read_at DESC LIMIT 1
"""


def rule_of(watch: Watch) -> Rule:
    """The row as the pure rule."""
    night = (watch.night_from, watch.night_to) if watch.night_from and watch.night_to else None
    return Rule(timedelta(hours=watch.window_hours), watch.join, night, watch.learnt)


def look_again(touched: Sequence[Meter], changes: Changes) -> None:
    """Judge the homes of these meters, and those alone. The caller holds the meters' locks."""
    ids = _concerned(touched, changes)
    if not ids:
        return
    watches = {
        w.pk: w for w in Watch.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    }
    meters: defaultdict[object, list[Meter]] = defaultdict(list)
    for meter in Meter.objects.filter(watch_id__in=ids).order_by("pk"):
        meters[meter.watch_id].append(meter)
    mutes = {mute.watch_id: mute for mute in Mute.objects.filter(watch_id__in=ids, ended_at=None)}
    now, owed = clock.now(), high_owed(watches.values())
    changed: list[Watch] = []
    for watch in watches.values():
        before = [getattr(watch, name) for name in JUDGED]
        mute = mutes.get(watch.pk)
        if mute is not None and _ended_by_use(mute, meters[watch.pk], changes):
            mute = None
        settle(watch, judge_watch(watch, meters[watch.pk], now), mute)
        if watch.pk in owed or (watch.high is not None and _is_high(watch, meters[watch.pk], changes)):
            # The clock has yet to raise it: whatever is read meanwhile, the home stays due.
            watch.due_at = watch.high_from
        if before != [getattr(watch, name) for name in JUDGED]:
            changed.append(watch)
    Watch.objects.bulk_update(changed, JUDGED, batch_size=500)


def _concerned(touched: Sequence[Meter], changes: Changes) -> list[UUID]:
    """Homes in which something changed, or whose window passed already; the same total again says nothing new."""
    changed = {meter.watch_id for meter in touched if changes.get(meter.pk)}
    quiet = {meter.watch_id for meter in touched} - changed
    passed = Q(blind_at__isnull=False) | Q(due_at__lte=clock.now())
    waiting = Watch.objects.filter(passed, pk__in=quiet).values_list("pk", flat=True) if quiet else ()
    return sorted(changed.union(waiting))


def judge_watch(watch: Watch, meters: Sequence[Meter], now: datetime) -> Verdict:
    """What the home's meters say together now."""
    known = [standing_of(meter) for meter in meters]
    return judge(rule_of(watch), known, now, raised_of(watch, meters))


def settle(watch: Watch, verdict: Verdict, mute: Mute | None) -> None:
    """When the clock must look: at the window's end, at the mute's end, or not before the next reading."""
    watch.still_from = verdict.still_from
    if verdict.finding is not Finding.BLIND:
        watch.blind_at = None
    if verdict.raised:
        watch.due_at = watch.again_at
    elif verdict.due is None or watch.blind_at is not None:
        watch.due_at = None
    else:
        watch.due_at = after_mute(verdict.due, mute.until if mute else None)


def _ended_by_use(mute: Mute, meters: Sequence[Meter], changes: Changes) -> bool:
    rises = [
        at
        for meter in meters
        for at, change in changes.get(meter.pk, ())
        if change is Change.ROSE and at >= mute.rise_from
    ]
    if not rises:
        return False
    mute.ended_at, mute.end = min(rises), MuteEnd.RISE
    mute.save(update_fields=["ended_at", "end"])
    return True


def _is_high(watch: Watch, meters: Sequence[Meter], changes: Changes) -> bool:
    """Whether far too much begins to be used now: one indexed look-up for each meter that was used."""
    used = [m for m in meters if any(change is Change.ROSE for _at, change in changes.get(m.pk, ()))]
    if watch.high_from is None:
        if any(_above(meter, watch.high or 0) for meter in used):
            watch.high_from = clock.now()
        return watch.high_from is not None
    # A meter that fell silent tells nothing of today.
    lately = [m for m in meters if m in used or (m.last_at is not None and m.last_at > clock.now() - DAY)]
    if used and not any(_above(meter, watch.high or 0) for meter in lately):
        watch.high_from = None
    return False


def _above(meter: Meter, most: float) -> bool:
    """By what it stood at a day before."""
    if meter.last_at is None or meter.total is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute(DAY_BEFORE, [meter.pk, meter.last_at - DAY, meter.last_at - 2 * DAY])
        row = cursor.fetchone()
    return row is not None and meter.total - row[0] > most
