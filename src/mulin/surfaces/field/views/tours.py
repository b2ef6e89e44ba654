"""A residents' tour in the leader's hand: the route, a stop's checklist, findings beside it, who came."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from mulin.files.actions.store import prepare_photo
from mulin.lib import clock
from mulin.lib.errors import BadInput, NotAllowed, NotFound
from mulin.lib.ids import known_id, uuid7
from mulin.lib.masking import mask_name
from mulin.people.access import Actor
from mulin.rounds.queries.checklists import checklist_of
from mulin.surfaces.field.sheets import given
from mulin.tours.access import STAFF, leads, stop_for, tour_for, visible_to
from mulin.tours.actions.end_tour import end_tour
from mulin.tours.actions.look import find, look
from mulin.tours.kinds import Addressee, StopKind, TourState
from mulin.tours.models import Tour, TourStop
from mulin.ui.http import actor_of, done, onward, page
from mulin.ui.sheets import Sheet
from mulin.ui.tours.shown import TONES, seats, stops

HOME = "/field/tours/"
MOST, MOST_PHOTOS = 60, 4


@login_required
def tours(request: HttpRequest) -> HttpResponse:
    """Those the reader leads or keeps: what comes, then what was."""
    actor = actor_of(request)
    if not any(actor.may(duty) for duty in STAFF):
        raise NotAllowed
    found = list(visible_to(actor).select_related("area").order_by("-starts_at")[:MOST])
    coming = [one for one in found if one.state in (TourState.PLANNED, TourState.DRAWN)]
    context = {
        "coming": [(one, TONES[TourState(one.state)]) for one in reversed(coming)],
        "past": [(one, TONES[TourState(one.state)]) for one in found if one not in coming],
    }
    return page(request, "field/tours.html", context)


@login_required
def tour(request: HttpRequest, tour_id: UUID) -> HttpResponse:
    """The route in walking order with what was found, who comes, and the end."""
    actor = actor_of(request)
    found = _led(actor, tour_for(actor, tour_id))
    kept = bool(request.GET.get("copy"))
    context = {
        "tour": found,
        "tone": TONES[TourState(found.state)],
        "stops": stops(found),
        "seats": [
            # A copy for reading without network holds nobody's whole name.
            {**row, "name": mask_name(row["name"])} if kept else row
            for row in seats(found.seats.select_related("representative__person"))
            if row["going"] or row["came"]
        ],
        "open": _is_open(found),
        "may_end": found.state == TourState.DRAWN
        and (found.starts_at <= clock.now() or (kept and _is_open(found))),
    }
    return page(request, "field/tour.html", context)


class Stop(LoginRequiredMixin, View):
    """The checklist of a stop; what fails is handed on."""

    def get(self, request: HttpRequest, stop_id: UUID) -> HttpResponse:
        stop = stop_for(actor_of(request), stop_id)
        return _shown(request, stop, Sheet(checklist_of(stop.tour.checklist_id)))

    def post(self, request: HttpRequest, stop_id: UUID) -> HttpResponse:
        actor = actor_of(request)
        stop = stop_for(actor, stop_id)
        checklist = checklist_of(stop.tour.checklist_id)
        try:
            told = given(request, checklist)
            look(stop, answers=told.answers, notes=told.notes, photos=told.photos, by=actor)
        except BadInput as refusal:
            sheet = Sheet(checklist, request.POST.dict(), refusal.fields or {"": refusal.message})
            return _shown(request, stop, sheet, status=400)
        done(request, _("Kept; what is wrong was handed on."))
        return onward(request, f"{HOME}{stop.tour_id}/")


class Find(LoginRequiredMixin, View):
    """Something wrong that no checklist asks for."""

    def post(self, request: HttpRequest, stop_id: UUID) -> HttpResponse:
        actor = actor_of(request)
        stop = stop_for(actor, stop_id)
        sent = request.POST
        try:
            find(
                stop,
                text=sent.get("text", ""),
                addressee=sent.get("addressee", ""),
                photos=[prepare_photo(one) for one in request.FILES.getlist("photos")[:MOST_PHOTOS]],
                id=known_id(sent.get("id", "")),
                by=actor,
            )
        except BadInput as refusal:
            sheet = Sheet(checklist_of(stop.tour.checklist_id))
            wrong = refusal.fields or {"text": str(refusal.message)}
            return _shown(request, stop, sheet, wrong={name: str(said) for name, said in wrong.items()})
        done(request, _("The finding is handed on."))
        return onward(request, f"{HOME}{stop.tour_id}/")


@login_required
@require_POST
def end(request: HttpRequest, tour_id: UUID) -> HttpResponse:
    """Who came, and that it is over."""
    actor = actor_of(request)
    found = _led(actor, tour_for(actor, tour_id))
    came = [one for one in map(known_id, request.POST.getlist("came")) if one is not None]
    end_tour(found, came=came, by=actor)
    done(request, _("The tour has ended; what was found waits for its answers."))
    return onward(request, f"{HOME}{found.pk}/")


def _shown(
    request: HttpRequest, stop: TourStop, sheet: Sheet, status: int = 200, wrong: dict[str, str] | None = None
) -> HttpResponse:
    first = Addressee.SHOP if stop.kind == StopKind.SHOP else Addressee.CENTRE
    chosen = request.POST.get("addressee") or first
    context: dict[str, Any] = {
        "stop": stop,
        "tour": stop.tour,
        "sheet": sheet,
        "sent": sheet.sent,
        "proof": "none",
        "open": _is_open(stop.tour),
        "action": f"{HOME}stops/{stop.pk}/",
        "act": "tour.look",
        "subject": stop.pk,
        "whom": [(one.value, one.label, one == chosen) for one in Addressee],
        "wrong": wrong or {},
        "text": request.POST.get("text", ""),
        "id": uuid7() if not wrong else request.POST.get("id") or uuid7(),
        "row": next(row for row in stops(stop.tour) if row["stop"].pk == stop.pk),
    }
    return page(request, "field/tour_stop.html", context, status=400 if wrong else status)


def _led(actor: Actor, tour: Tour) -> Tour:
    if not leads(actor, tour):
        raise NotFound
    return tour


def _is_open(tour: Tour) -> bool:
    return tour.state == TourState.DRAWN and clock.local(tour.starts_at).date() <= clock.today()
