"""Residents' tours at the desk: planned, routed, drawn, ended, published."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.http import require_POST

from mulin.files.actions.check_public import check_public
from mulin.files.models import Attachment
from mulin.lib import clock
from mulin.lib.errors import BadInput, NotFound
from mulin.lib.ids import known_id, known_number, uuid7
from mulin.lib.paging import page as page_of
from mulin.lib.rhythm import Holidays
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.people.models import Post
from mulin.rounds.models import Checklist
from mulin.rounds.rules.walking import walk
from mulin.surfaces.desk.tour_forms import StopsForm, TourForm, grounds, stops_form, tour_form
from mulin.tours.access import STAFF, keeps, leads, seat_for, tour_for, visible_to
from mulin.tours.actions.draw import draw
from mulin.tours.actions.end_tour import end_tour, publish, withdraw
from mulin.tours.actions.erase import erase_stop
from mulin.tours.actions.plan_tour import TourPlan, add_stops, call_off, change_tour, plan_tour, reorder
from mulin.tours.actions.substitute import answer
from mulin.tours.kinds import TourState
from mulin.tours.models import Tour, TourStop
from mulin.tours.queries.findings import awaited, standings
from mulin.tours.queries.rota import candidates
from mulin.tours.rules import commitment
from mulin.ui.coming import coming
from mulin.ui.forms import add_refusal
from mulin.ui.http import actor_of, done, onward, page
from mulin.ui.tours.shown import TONES, seats, stops

LIST = "/desk/tours/"
NAMES = ("title", "meets_at", "size", "reply_days", "rhythm")


@login_required
def tours(request: HttpRequest) -> HttpResponse:
    """Of the reader's ground, the latest first, with what is still to be answered."""
    actor = actor_of(request)
    if not any(actor.may(duty) for duty in STAFF):
        raise NotFound
    found = visible_to(actor).select_related("area", "lead_post")
    shown = page_of(found, request.GET.get("cursor"), 25, ("-starts_at", "-id"))
    stand = standings([one.pk for one in shown.items])
    waiting = awaited(actor)
    context = {
        "page": shown,
        "rows": [(one, TONES[TourState(one.state)], stand.get(one.pk)) for one in shown.items],
        "may_keep": actor.may(Duty.TOUR_KEEP),
        "awaited": waiting.count(),
        "late": waiting.filter(reply_by__lt=clock.today()).count(),
    }
    return page(request, "desk/tours.html", context)


class TourPage(LoginRequiredMixin, View):
    """One tour with its route, draw, findings; its verbs are posted beside it."""

    def get(self, request: HttpRequest, tour_id: UUID) -> HttpResponse:
        actor = actor_of(request)
        return shown_tour(request, tour_for(actor, tour_id), actor)


def shown_tour(request: HttpRequest, tour: Tour, actor: Actor, form: StopsForm | None = None) -> HttpResponse:
    """The page, with what is wrong about added stops."""
    may = keeps(actor, tour)
    begun = tour.starts_at <= clock.now()
    context = {
        "tour": tour,
        "tone": TONES[TourState(tour.state)],
        "stops": stops(tour),
        "seats": seats(tour.seats.select_related("representative__person")),
        "candidates": len(candidates(tour)) if tour.state == TourState.PLANNED else 0,
        "sealed": commitment(tour.seed),
        "keeps": may,
        "leads": leads(actor, tour),
        "begun": begun,
        "again": _again(tour),
        "open": may and tour.state in (TourState.PLANNED, TourState.DRAWN),
        "form": form or (stops_form(tour.area) if may else None),
    }
    return page(request, "desk/tour.html", context, status=400 if form else 200)


def _again(tour: Tour) -> list[date]:
    """The days that follow by its rhythm."""
    start = clock.local(tour.starts_at)
    if not tour.rhythm:
        return []
    return coming(
        tour.rhythm,
        since=tour.since or start.date(),
        at=start.time(),
        after=start.replace(tzinfo=None),
        holidays=Holidays.NEXT,
        area_id=tour.area_id,
    )


class PlanTour(LoginRequiredMixin, View):
    """A new plan, or another for a tour that is there already."""

    def get(self, request: HttpRequest, tour_id: UUID | None = None) -> HttpResponse:
        actor = _keeper(request)
        found = _found(actor, tour_id)
        return self._shown(request, found, tour_form(actor, initial=_initial(found)))

    def post(self, request: HttpRequest, tour_id: UUID | None = None) -> HttpResponse:
        actor = _keeper(request)
        found = _found(actor, tour_id)
        form = tour_form(actor, request.POST, _initial(found))
        if found is not None:
            form.fields["area"].required = False
        if form.is_valid():
            try:
                made = self._kept(request, form, actor, found)
            except BadInput as refusal:
                add_refusal(form, refusal, {"starts_at": "day"})
            else:
                done(request, _("The plan is kept."))
                return onward(request, f"{LIST}{made.pk}/")
        return self._shown(request, found, form, 400)

    def _kept(self, request: HttpRequest, form: TourForm, actor: Actor, found: Tour | None) -> Tour:
        given = form.cleaned_data
        plan = TourPlan(
            starts_at=form.starts_at(),
            checklist=Checklist.objects.get(pk=given["checklist"]),
            lead_post=Post.objects.select_related("role").get(pk=given["lead_post"]),
            **{name: given[name] for name in NAMES},
        )
        if found is not None:
            return change_tour(found, plan, by=actor)
        area = next(one for one in grounds(actor) if str(one.pk) == given["area"])
        return plan_tour(plan, area=area, id=known_id(request.POST.get("id", "")), by=actor)

    def _shown(
        self, request: HttpRequest, tour: Tour | None, form: TourForm, status: int = 200
    ) -> HttpResponse:
        context = {"tour": tour, "form": form, "id": request.POST.get("id") or uuid7()}
        return page(request, "desk/tour_plan.html", context, status=status)


def _initial(tour: Tour | None) -> dict[str, Any]:
    if tour is None:
        ahead = clock.today() + timedelta(days=(4 - clock.today().weekday()) % 7 or 7)
        shipped = Checklist.objects.filter(key="shop_tour", valid_to=None).values_list("pk", flat=True)
        return {"day": ahead, "hour": "09:00", "size": 10, "reply_days": 7, "checklist": shipped.first()}
    start = clock.local(tour.starts_at)
    return {name: getattr(tour, name) for name in NAMES} | {
        "day": start.date(),
        "hour": start.time(),
        "area": tour.area_id,
        "lead_post": tour.lead_post_id,
        "checklist": tour.checklist_id,
    }


VERBS: dict[str, tuple[Callable[..., Tour], str | Promise]] = {
    "draw": (draw, gettext_lazy("Drawn; those who go are told.")),
    "publish": (publish, gettext_lazy("Everybody can read it now.")),
    "withdraw": (withdraw, gettext_lazy("Only staff can read it now.")),
    "cancel": (call_off, gettext_lazy("The tour is called off; who was to go is told.")),
}


class TourVerb(LoginRequiredMixin, View):
    """Drawn, published, called off, put in another order, ended."""

    def post(self, request: HttpRequest, tour_id: UUID, verb: str) -> HttpResponse:
        actor = actor_of(request)
        tour = tour_for(actor, tour_id)
        words: str | Promise = _("Kept.")
        if verb == "stops":
            return self._stops(request, tour, actor)
        if verb == "route":
            reorder(tour, _order(request, tour), by=actor)
        elif verb == "walk":
            reorder(tour, [stop.pk for stop in walk(list(tour.stops.all()), calm=1)], by=actor)
        elif verb == "end":
            came = [one for one in map(known_id, request.POST.getlist("came")) if one is not None]
            end_tour(tour, came=came, by=actor)
            words = _("The tour has ended; what was found waits for its answers.")
        elif verb == "erase":
            erase_stop(_stop(tour, request.POST.get("stop", "")), by=actor)
            words = _("The words are erased.")
        elif verb in VERBS:
            act, words = VERBS[verb]
            act(tour, by=actor)
        else:
            raise NotFound
        done(request, words)
        return onward(request, f"{LIST}{tour.pk}/")

    def _stops(self, request: HttpRequest, tour: Tour, actor: Actor) -> HttpResponse:
        form = stops_form(tour.area, request.POST)
        if form.is_valid():
            try:
                add_stops(tour, form.drafts(), by=actor)
            except BadInput as refusal:
                add_refusal(form, refusal, {"stops": "lines"})
            else:
                done(request, _("Added to the route."))
                return onward(request, f"{LIST}{tour.pk}/")
        return shown_tour(request, tour, actor, form)


def _stop(tour: Tour, text: str) -> TourStop:
    stop_id = known_id(text)
    found = tour.stops.filter(pk=stop_id).first() if stop_id else None
    if found is None:
        raise NotFound
    return found


def _order(request: HttpRequest, tour: Tour) -> list[UUID]:
    """The stops by the numbers written beside them; one without a number is left out."""
    numbers = [(known_number(request.POST.get(f"n-{stop.pk}", "")), stop) for stop in tour.stops.all()]
    kept = sorted((number, stop.order, stop.pk) for number, stop in numbers if number)
    return [pk for _number, _order, pk in kept]


@login_required
@require_POST
def seat(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    """A representative called: they come, or they cannot."""
    actor = actor_of(request)
    found = seat_for(actor, seat_id)
    answer(found, coming=request.POST.get("coming") == "yes", by=actor)
    done(request, _("Noted."))
    return onward(request, f"{LIST}{found.tour_id}/")


@login_required
@require_POST
def photo(request: HttpRequest, tour_id: UUID, photo_id: UUID) -> HttpResponse:
    """Whether one photo may stand on the public page: no face, no plate."""
    actor = actor_of(request)
    tour = tour_for(actor, tour_id)
    ids = [str(pk) for pk in (*_ids(tour.stops), *_ids(tour.findings))]
    kinds = ("tourstop", "tourfinding")
    found = Attachment.objects.filter(owner_kind__in=kinds, owner_id__in=ids, pk=photo_id).first()
    if found is None or not keeps(actor, tour):
        raise NotFound
    fit = request.POST.get("fit") == "yes"
    check_public(found, is_clean=fit, by=actor)
    done(request, _("Shown on the public page.") if fit else _("Not shown on the public page."))
    return onward(request, f"{LIST}{tour.pk}/")


def _ids(rows: Any) -> list[UUID]:
    return list(rows.values_list("pk", flat=True))


def _keeper(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not actor.may(Duty.TOUR_KEEP):
        raise NotFound
    return actor


def _found(actor: Actor, tour_id: UUID | None) -> Tour | None:
    if tour_id is None:
        return None
    found = tour_for(actor, tour_id)
    if not keeps(actor, found) or found.state in (TourState.ENDED, TourState.CANCELLED):
        raise NotFound
    return found
