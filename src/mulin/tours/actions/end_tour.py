"""A tour ends with who came; what was found on it lives on. It is shown to everybody, or no longer."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.lib import clock
from mulin.lib.errors import BadInput, WrongState
from mulin.people.access import Actor
from mulin.tours.access import keeper, leader
from mulin.tours.actions.turn import in_state, locked, told
from mulin.tours.kinds import GOING, SeatState, TourState
from mulin.tours.models import Tour
from mulin.trail.record import done_at


@transaction.atomic
def end_tour(tour: Tour, *, came: Collection[UUID], by: Actor) -> Tour:
    """`came` names seats of those who had a place; who did not come keeps their turn. Again changes nothing."""
    tour = locked(tour)
    acting = leader(by, tour)
    if tour.state == TourState.ENDED:
        return tour
    in_state(tour, TourState.DRAWN)
    if tour.starts_at > clock.now():
        raise WrongState(_("The tour has not begun yet."))
    seats = list(tour.seats.filter(state__in=sorted(GOING)))
    if not set(came) <= {seat.pk for seat in seats}:
        raise BadInput(fields={"came": _("Tick only those who were asked to come.")})
    for seat in seats:
        seat.state = SeatState.CAME if seat.pk in came else SeatState.ABSENT
    tour.seats.bulk_update(seats, ["state"])
    tour.state, tour.ended_at = TourState.ENDED, done_at()
    facts = {"came": len(came), "absent": len(seats) - len(came), "findings": tour.findings.count()}
    return told(tour, "ended", "state", "ended_at", by=acting, was=TourState.DRAWN, facts=facts)


@transaction.atomic
def publish(tour: Tour, *, by: Actor) -> Tour:
    """Everybody may read route, draw, findings and answers; again changes nothing."""
    tour = locked(tour)
    acting = keeper(by, tour)
    in_state(tour, TourState.PLANNED, TourState.DRAWN, TourState.ENDED)
    if tour.published_at is not None:
        return tour
    tour.published_at = clock.now()
    return told(tour, "published", "published_at", by=acting)


@transaction.atomic
def withdraw(tour: Tour, *, by: Actor) -> Tour:
    """Nobody else reads it any more; again changes nothing."""
    tour = locked(tour)
    acting = keeper(by, tour)
    if tour.published_at is None:
        return tour
    tour.published_at = None
    return told(tour, "withdrawn", "published_at", by=acting)
