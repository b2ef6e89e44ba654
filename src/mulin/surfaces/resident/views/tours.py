"""Residents' tours: those that were published, for everybody; one's own seats, for who was drawn."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mulin.lib import clock
from mulin.lib.paging import page as page_of
from mulin.people.kinds import Purpose
from mulin.people.models import Consent
from mulin.surfaces.resident.persons import community_of, current_person, home_of
from mulin.tours.access import own_seats, published, published_for, seat_for
from mulin.tours.actions.substitute import answer
from mulin.tours.kinds import GOING, SeatState, TourState
from mulin.tours.queries.findings import standings
from mulin.tours.rules import commitment
from mulin.ui.http import actor_of, done, onward, page
from mulin.ui.tours.shown import SEAT_TONES, TONES, seats, stops


@require_safe
def tours(request: HttpRequest) -> HttpResponse:
    """The latest first, of the reader's community; of everywhere where none is known."""
    community = community_of(request, home_of(actor_of(request)))
    found = published().select_related("area")
    if community is not None:
        found = found.filter(community_id=community.pk)
    shown = page_of(found, request.GET.get("cursor"), 20, ("-starts_at", "-id"))
    stand = standings([one.pk for one in shown.items])
    rows = [(one, TONES[TourState(one.state)], stand.get(one.pk)) for one in shown.items]
    return page(request, "resident/tours.html", {"page": shown, "rows": rows, "community": community})


@require_safe
def tour(request: HttpRequest, code: str) -> HttpResponse:
    """Route, findings with their answers and what is still awaited, and how those who went were drawn."""
    found = published_for(code)
    listed = seats(found.seats.select_related("representative__person"), public=True)
    went = [row for row in listed if row["came"]]
    context = {
        "tour": found,
        "tone": TONES[TourState(found.state)],
        "stops": stops(found, public=True),
        "standing": standings([found.pk]).get(found.pk),
        "seats": listed,
        "came": len(went),
        "named": [row["name"] for row in went if row["name"]],
        "sealed": commitment(found.seed),
    }
    return page(request, "resident/tour.html", context)


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The tours for which I was drawn, and why."""
    person, actor = current_person(request)
    moment = clock.now()
    rows = [
        {
            "seat": seat,
            "tone": SEAT_TONES[SeatState(seat.state)],
            "may_answer": seat.tour.state == TourState.DRAWN
            and seat.tour.starts_at > moment
            and seat.state in GOING,
            "public": seat.tour.published_at is not None,
        }
        for seat in own_seats(actor).order_by("-tour__starts_at")[:50]
    ]
    agreed = Consent.objects.filter(person=person, purpose=Purpose.PUBLISH, withdrawn=None).exists()
    return page(request, "resident/my_tours.html", {"rows": rows, "agreed": agreed})


@require_POST
@login_required
def say(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    """I come, or I cannot."""
    _person, actor = current_person(request)
    coming = request.POST.get("coming") == "yes"
    answer(seat_for(actor, seat_id), coming=coming, by=actor)
    done(
        request, _("Thank you, see you there.") if coming else _("Thank you; the next in the rota is asked.")
    )
    return onward(request, "/me/tours/")
