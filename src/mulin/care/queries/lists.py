"""What a post named for care has before it: alerts, calls owed, reviews, services, the register."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet

from mulin.care.access import visible_alerts, visible_entries
from mulin.care.kinds import FALSE_ALARMS, Visit
from mulin.care.models import Alert, Check, Delivery, Entry, Fault, Mute, Watch
from mulin.lib import clock
from mulin.people.access import Actor

HINT_AFTER, HINT_OVER = 3, timedelta(days=90)
UNTOLD = timedelta(days=7)


def live_alerts(actor: Actor) -> QuerySet[Alert]:
    """Alerts that are open, the oldest first."""
    return visible_alerts(actor).filter(closed_at=None).select_related("entry__person").order_by("raised_at")


def to_follow(actor: Actor) -> QuerySet[Alert]:
    """Closed alerts whose call afterwards is owed."""
    closed = visible_alerts(actor).filter(closed_at__isnull=False, followed_at=None)
    return closed.select_related("entry__person").order_by("follow_at")


def owed_calls(actor: Actor) -> QuerySet[Check]:
    """Homes that could not be seen when their window passed."""
    owed = Check.objects.filter(watch__entry__in=visible_entries(actor), called_at=None)
    return owed.select_related("watch__entry__person").order_by("since")


def visits(actor: Actor) -> QuerySet[Delivery]:
    """Services that nobody has told of, and those complained of lately."""
    recent = clock.today() - UNTOLD
    open_ones = Q(visit=Visit.DUE) | Q(case_id__isnull=False, due_on__gte=recent)
    found = Delivery.objects.filter(open_ones, plan__entry__in=visible_entries(actor))
    return found.select_related("plan__entry__person", "plan__provider").order_by("due_on")


def register(actor: Actor) -> QuerySet[Entry]:
    """The list itself, reviews that are due first."""
    return (
        visible_entries(actor)
        .select_related("person", "household__entrance__building")
        .order_by("review_on", "id")
    )


@dataclass(frozen=True)
class Standing:
    """How the watch on a home stands: never by the hour."""

    watch: Watch
    faults: tuple[Fault, ...]
    mute: Mute | None
    hint: int

    @property
    def word(self) -> str:
        """off, muted or on."""
        if self.mute is not None:
            return "muted"
        return "off" if self.faults else "on"


def standing(entry: Entry) -> Standing | None:
    """The watch of a home with what rests it; `hint`: how often lately it was wrong, when that is often."""
    watch = Watch.objects.filter(entry=entry, ended_at=None).first()
    if watch is None:
        return None
    faults = Fault.objects.filter(meter__watch=watch, until=None).select_related("meter")
    mute = Mute.objects.filter(watch=watch, ended_at=None).first()
    wrong = Alert.objects.filter(
        watch=watch, ending__in=FALSE_ALARMS, raised_at__gte=clock.now() - HINT_OVER
    ).count()
    return Standing(watch, tuple(faults), mute, wrong if wrong >= HINT_AFTER else 0)
