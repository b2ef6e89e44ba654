"""A tour that comes again is planned anew once its hour has come: the same route, a draw of its own."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from mulin.calendars.queries import calendar_for
from mulin.lib import clock
from mulin.lib.actor import System
from mulin.lib.asides import first_awake
from mulin.lib.errors import BadInput
from mulin.lib.rhythm import Holidays, next_due
from mulin.rounds.queries.checklists import in_force
from mulin.tours.actions.plan_tour import TourPlan, begin
from mulin.tours.actions.turn import told
from mulin.tours.models import Tour, TourStop

CLOCKWORK = System("clockwork")


@transaction.atomic
def plan_next() -> Tour | None:
    """The tour after the earliest whose hour has come, called off or not; None when none is due.

    The rhythm goes on to the new one. It ends, and that is told, when the rule does or nobody is left to lead.
    """
    rows = Tour.objects.select_for_update(of=("self",), skip_locked=True).exclude(rhythm="")
    due = rows.filter(starts_at__lte=clock.now()).select_related("area", "lead_post__role", "checklist")
    tour = first_awake(due.order_by("starts_at"))
    if tour is None:
        return None
    following = _following(tour)
    if following is not None:
        begin(following, by=CLOCKWORK)
        _same_route(tour, following)
    tour.rhythm = ""
    facts = {"followed_by": str(following.pk)} if following else {}
    return told(tour, "repeated" if following else "stopped", "rhythm", by=CLOCKWORK, facts=facts)


def _following(tour: Tour) -> Tour | None:
    moment = _moment(tour)
    if moment is None or tour.lead_post.closed_on is not None:
        return None
    newest = next((one for one in in_force(clock.today()) if one.key == tour.checklist.key), None)
    plan = TourPlan(
        title=tour.title,
        starts_at=moment,
        checklist=newest or tour.checklist,
        lead_post=tour.lead_post,
        meets_at=tour.meets_at,
        size=tour.size,
        reply_days=tour.reply_days,
        rhythm=tour.rhythm,
    )
    try:
        fields = plan.checked()
    except BadInput:
        return None
    return Tour(area=tour.area, post_id=tour.post_id, since=tour.since, follows=tour, **fields)


def _moment(tour: Tour) -> datetime | None:
    """The next by the rule that is still to come; a day that is not worked is moved to the next one that is."""
    start = clock.local(tour.starts_at)
    found = next_due(
        tour.rhythm,
        since=tour.since or start.date(),
        at=start.time(),
        after=max(start, clock.local(clock.now())).replace(tzinfo=None),
        holidays=Holidays.NEXT,
        calendar=calendar_for(tour.area_id),
    )
    return found[1] if found else None


def _same_route(tour: Tour, following: Tour) -> None:
    """Without what has been closed or taken away since."""
    still = Q(organisation=None) | Q(organisation__closed_on=None)
    there = Q(thing=None) | Q(thing__retired_on=None)
    stops = [
        TourStop(
            tour=following,
            order=order,
            kind=stop.kind,
            name=stop.name,
            address=stop.address,
            organisation_id=stop.organisation_id,
            thing_id=stop.thing_id,
            contact=stop.contact,
            lng=stop.lng,
            lat=stop.lat,
        )
        for order, stop in enumerate(tour.stops.filter(still, there), start=1)
    ]
    TourStop.objects.bulk_create(stops)
