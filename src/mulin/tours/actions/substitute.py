"""Whoever was drawn says whether they come; a place that falls free goes to the next in the rota."""

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.lib import clock
from mulin.lib.actor import ActorLike
from mulin.lib.errors import NotAllowed, WrongState
from mulin.people.access import Actor
from mulin.tours.access import keeper
from mulin.tours.actions.turn import in_state, locked, told
from mulin.tours.kinds import GOING, SeatState, TourState
from mulin.tours.models import Seat, Tour


@transaction.atomic
def answer(seat: Seat, *, coming: bool, by: Actor) -> Seat:
    """By the person, or by a post that keeps the tour when they called; the same answer again changes nothing."""
    tour = locked(seat.tour)
    seat = Seat.objects.select_related("representative").get(pk=seat.pk)
    own = by.person_id is not None and by.person_id == seat.representative.person_id
    if own and seat.state == SeatState.RESERVE:
        raise NotAllowed
    acting = by if own else keeper(by, tour)
    in_state(tour, TourState.DRAWN)
    if tour.starts_at <= clock.now():
        raise WrongState(_("The tour has begun; whoever leads it notes who came."))
    wanted = SeatState.YES if coming else SeatState.NO
    if seat.state == wanted:
        return seat
    if seat.state not in GOING:
        raise WrongState(
            _("Somebody else was asked already; you are among the first next time.")
            if seat.state == SeatState.NO
            else _("This representative has not been asked.")
        )
    if not coming:
        return vacate(seat, by=acting)
    seat.state, seat.said_at = SeatState.YES, clock.now()
    seat.save(update_fields=["state", "said_at"])
    told(tour, "accepted", by=acting, facts={"seat": str(seat.pk)})
    return seat


@transaction.atomic
def vacate(seat: Seat, *, by: ActorLike) -> Seat:
    """The seat falls free, and the next in the rota is asked; the caller has looked at rights and state."""
    tour = locked(seat.tour)
    seat = Seat.objects.get(pk=seat.pk)
    if seat.state not in GOING:
        return seat
    seat.state, seat.said_at = SeatState.NO, clock.now()
    seat.save(update_fields=["state", "said_at"])
    instead = _next(tour)
    facts = {"seat": str(seat.pk), "instead": str(instead.pk) if instead else None}
    told(tour, "declined", by=by, facts=facts)
    return seat


def _next(tour: Tour) -> Seat | None:
    day = clock.local(tour.starts_at).date()
    waiting = tour.seats.filter(
        state=SeatState.RESERVE,
        representative__during__contains=day,
        representative__person__erased=None,
    )
    found = waiting.order_by("position").first()
    if found is not None:
        found.state, found.told_at = SeatState.ASKED, clock.now()
        found.save(update_fields=["state", "told_at"])
    return found
