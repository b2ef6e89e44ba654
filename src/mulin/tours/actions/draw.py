"""Who goes is drawn from the standing representatives: by rota, equals by the seed fixed beforehand."""

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.lib import clock
from mulin.lib.errors import WrongState
from mulin.people.access import Actor
from mulin.tours.access import keeper
from mulin.tours.actions.turn import in_state, locked, told
from mulin.tours.kinds import SeatState, TourState
from mulin.tours.models import Seat, Tour
from mulin.tours.queries.rota import called_off_before, candidates
from mulin.tours.rules import in_turn


@transaction.atomic
def draw(tour: Tour, *, by: Actor) -> Tour:
    """All who stand on the day get their place in the rota; the first are asked. Drawn once: again changes nothing.

    After a tour that was drawn and called off its seed holds, so that calling off and drawing anew changes no lot.
    """
    tour = locked(tour)
    acting = keeper(by, tour)
    if tour.state == TourState.DRAWN:
        return tour
    in_state(tour, TourState.PLANNED)
    if tour.starts_at <= clock.now():
        raise WrongState(_("Its hour has passed; change that first."))
    if not tour.stops.exists():
        raise WrongState(_("The route has no stop yet."))
    before = called_off_before(tour)
    if before is not None:
        tour.seed = before.seed
    places = in_turn(candidates(tour), tour.seed)
    if not places:
        raise WrongState(_("No representative stands here on that day; name some first."))
    moment = clock.now()
    Seat.objects.bulk_create(
        Seat(
            tour=tour,
            representative_id=place.id,
            position=place.position,
            turns=place.turns,
            last_on=place.last_on,
            lot=place.lot,
            state=SeatState.ASKED if place.position <= tour.size else SeatState.RESERVE,
            told_at=moment if place.position <= tour.size else None,
        )
        for place in places
    )
    tour.state, tour.drawn_at = TourState.DRAWN, moment
    facts = {"seed": tour.seed, "order": [place.id for place in places], "asked": min(tour.size, len(places))}
    facts |= {"after": str(before.pk)} if before is not None else {}
    return told(tour, "drawn", "state", "drawn_at", "seed", by=acting, was=TourState.PLANNED, facts=facts)
