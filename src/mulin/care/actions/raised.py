"""What of a home was raised already: one alert for each stillness, until an absence that explained it is over."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from mulin.care.kinds import AlertKind, Join
from mulin.care.models import Alert, Meter, Watch
from mulin.care.rules.watch import Verdict

#: What raising a stillness, or counting it anew, changes of a home.
REMEMBERED = ["alerted_from", "alerted_meters", "again_at"]


def raised_of(watch: Watch, meters: Sequence[Meter]) -> list[datetime | None]:
    """For each meter the stillness that was raised: the home's, or its own where any one is enough."""
    if watch.join == Join.AND:
        return [watch.alerted_from] * len(meters)
    told: dict[str, str] = watch.alerted_meters
    return [datetime.fromisoformat(told[str(m.pk)]) if str(m.pk) in told else None for m in meters]


def remember(watch: Watch, meters: Sequence[Meter], verdict: Verdict) -> None:
    """The stillness found now is raised; the home as a whole remembers the latest."""
    found = [verdict.still_from]
    for place in verdict.still:
        since = meters[place].still_from
        if since is not None:
            watch.alerted_meters[str(meters[place].pk)] = since.isoformat()
            found.append(since)
    watch.alerted_from = max(filter(None, [watch.alerted_from, *found]), default=None)
    watch.again_at = None


def carry(watch: Watch, meters: Sequence[Meter]) -> None:
    """The join became "any": what the home had raised, each of its meters had."""
    if watch.alerted_from is not None:
        watch.alerted_meters = {str(meter.pk): watch.alerted_from.isoformat() for meter in meters}


def count_anew(watch: Watch, now: datetime) -> None:
    """When the moment has come, what was raised before an absence counts as if it never had been."""
    if watch.again_at is not None and watch.again_at <= now:
        watch.alerted_from, watch.alerted_meters, watch.again_at = None, {}, None


def after_absence(watch: Watch, moment: datetime, *, named: bool) -> None:
    """The day named has passed: what is still counts at once. Said to be back early: a window from then."""
    window = timedelta(0) if named else timedelta(hours=watch.window_hours)
    watch.again_at = moment + window if watch.alerted_from is not None else None


def covered(watch: Watch, verdict: Verdict) -> bool:
    """Where any meter is enough, one that was still already when an open alert was raised belongs to it."""
    if watch.join == Join.AND or verdict.still_from is None:
        return False
    live = Alert.objects.filter(watch=watch, kind=AlertKind.STILL, closed_at=None)
    return live.filter(raised_at__gte=verdict.still_from).exists()


def high_owed(watches: Collection[Watch]) -> set[UUID]:
    """Homes where far more is used than usual and no alert says so yet."""
    high = {watch.pk: watch.high_from for watch in watches if watch.high_from is not None}
    if not high:
        return set()
    told = Alert.objects.filter(kind=AlertKind.HIGH, watch__in=high).values_list("watch_id", "still_from")
    known = set(told)
    return {pk for pk, since in high.items() if (pk, since) not in known}
