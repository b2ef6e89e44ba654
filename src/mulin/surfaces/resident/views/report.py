"""Report in under a minute: photo, words, place; danger and what is known already come first."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from mulin.cases.access import reporter_key
from mulin.cases.actions.report import Place
from mulin.cases.models import Case
from mulin.catalogue.kinds import Door, Track
from mulin.devices.rules import moment
from mulin.files.rules import CleanPhoto
from mulin.lib import clock
from mulin.lib.errors import BadInput, NotFound
from mulin.lib.ids import uuid7
from mulin.people.access import Actor
from mulin.places.models import Area
from mulin.surfaces.resident.drafts import Draft, guard, keep_photos, likenesses, prepared, send
from mulin.surfaces.resident.forms import ReportForm
from mulin.surfaces.resident.kinds import chosen_kind, grouped, number_words, numbers, suggested
from mulin.surfaces.resident.persons import (
    HERE,
    community_of,
    home_of,
    keep_key,
    person_actor,
    remember_place,
)
from mulin.surfaces.resident.secretary import addressee, choices
from mulin.surfaces.resident.shown import like_rows
from mulin.surfaces.resident.spots import Spot, at_home, spot_of
from mulin.trail.record import captured
from mulin.ui.forms import add_refusal
from mulin.ui.http import actor_of, done, fragment, onward, page
from mulin.ui.pace import seconds_to_wait_for_hints, seconds_to_wait_for_report

RIDER = "part_time_worker"
NOWHERE = Spot(Place())


@method_decorator(never_cache, name="dispatch")
class Report(View):
    """The form; works as a plain form without scripts."""

    def get(self, request: HttpRequest) -> HttpResponse:
        start = {
            "at": request.GET.get("at", "")[:32],
            "id": uuid7(),
            "kind": request.GET.get("kind", "")[:48],
        }
        actor = actor_of(request)
        return self.shown(request, form_of(request, actor, initial=start), actor)

    def post(self, request: HttpRequest) -> HttpResponse:
        actor = person_actor(request)
        form = form_of(request, actor, data=request.POST)
        if left := seconds_to_wait_for_report(request):
            answer = self.shown(request, form, actor, status=429, wait=max(left // 60, 1))
            answer.headers["Retry-After"] = str(left)
            return answer
        if not form.is_valid():
            return self.shown(request, form, actor, status=400)
        try:
            draft = read(request, form, actor)
            guard(draft)
            photos = prepared(request.FILES.getlist("photos"))
            before = self.before(request, draft)
            if before:
                keep_photos(draft, photos, actor)
                return page(request, "resident/before.html", before | self.again(request, draft))
            with captured(captured_at(request)):
                case = sent_once(draft, photos, actor)
        except BadInput as refusal:
            add_refusal(form, refusal)
            return self.shown(request, form, actor, status=400)
        return self.sent(request, case, actor)

    def before(self, request: HttpRequest, draft: Draft) -> dict[str, Any]:
        """What must be seen before the report goes on, unless the form says that it was seen."""
        seen = set(request.POST.getlist("seen"))
        calls = [number for number in numbers(draft.text, draft.kind) if number not in seen]
        likes = [like for like in likenesses(draft) if like.case.public_code not in seen]
        if draft.door == Door.RIDER:
            likes = []
        return {"calls": number_words(calls), "likes": like_rows(likes)} if calls or likes else {}

    def again(self, request: HttpRequest, draft: Draft) -> dict[str, Any]:
        """The form's own fields, to be sent once more; photos are kept already."""
        names = [*ReportForm.base_fields, "door", "seen"]
        kept = [
            (name, value) for name in names for value in request.POST.getlist(name) if name != "id" and value
        ]
        return {"kept": [*kept, ("id", str(draft.id))], "draft": draft, "door": draft.door}

    def sent(self, request: HttpRequest, case: Case, actor: Actor) -> HttpResponse:
        """To the matter's page; who is not logged in gets the link with the key."""
        if actor.person_id is not None and actor.person_id in (case.reporter_id, case.proxy_id):
            done(request, _("Received. We will tell you each step."))
            answer = onward(request, f"/mine/{case.pk}/")
        else:
            key = reporter_key(case.pk)
            answer = onward(request, f"/mine/{case.pk}/{key}/?new=1")
            keep_key(request, answer, case.pk, key)
        if case.track == Track.EMERGENCY:
            messages.warning(request, _("If anybody is in danger, call 110, 119 or 120 now."))
        if HERE not in request.COOKIES:
            remember_place(request, answer, case.community_id)
        return answer

    def shown(
        self, request: HttpRequest, form: ReportForm, actor: Actor, status: int = 200, wait: int = 0
    ) -> HttpResponse:
        door, home = door_of(request, actor), home_of(actor)
        at = str(form["at"].value() or "")
        spot = spot_of(at, None, None, "") if at else NOWHERE
        area = spot.place.area or community_of(request, home)
        chosen = str(form["kind"].value() or "")
        context = {
            "form": form,
            "door": door,
            "id": form["id"].value() or uuid7(),
            "spot": spot,
            "home": at_home(home) if home and not at else None,
            "home_code": home.entrance.card_code if home else "",
            "kinds": grouped(area, door),
            "chips": suggested(str(form["text"].value() or ""), area, door, chosen),
            "chosen": chosen,
            "listed": str(form["kind_listed"].value() or ""),
            **middle(spot, area, actor),
            "photo_errors": form.errors.get("photos", []),
            "secretaries": choices(
                request, actor, door, posted(form, spot), str(form["secretary"].value() or "")
            ),
            "secretary_errors": form.errors.get("secretary", []),
            "logged_in": actor.person_id is not None,
            "is_rider": is_rider(actor),
            "photos_lost": status in (400, 429) and bool(request.FILES),
            "wait": wait,
        }
        template = "resident/rider.html" if door == Door.RIDER else "resident/report.html"
        return page(request, template, context, status)


class Kept(Report):
    """A report that waited on a phone for network: what must be seen before was not to be had then."""

    def before(self, request: HttpRequest, draft: Draft) -> dict[str, Any]:
        return {}


# No other site can send this header; a form's token would have run out while the report waited.
@csrf_exempt
@require_POST
def kept(request: HttpRequest) -> HttpResponse:
    """Answers a phone in data: where the report is now, or what is to be mended."""
    if not request.headers.get("X-Mulin-Act"):
        raise NotFound
    # Written under a login, it goes under that login and no other's.
    account = request.POST.get("account", "")
    if account and account != str(request.user.pk):
        return JsonResponse({"login": True}, status=401)
    answer = Kept().post(request)
    if answer.status_code == 429:
        return answer
    told = {"id": request.POST.get("id", ""), "outcome": "refused"}
    if answer.status_code in {204, 302}:
        told |= {
            "outcome": "done",
            "url": answer.headers.get("HX-Redirect") or answer.headers.get("Location") or "",
        }
    receipt = JsonResponse(told)
    receipt.cookies = answer.cookies
    return receipt


def captured_at(request: HttpRequest) -> datetime | None:
    """When it was written, if the phone kept it a while; by our clock, and never later than now."""
    try:
        written, sent = (moment(request.POST.get(name, "")) for name in ("written", "sent"))
    except ValueError:
        return None
    return min(clock.now() - (sent - written), clock.now())


def is_rider(actor: Actor) -> bool:
    """Whether the actor holds the post of riders and couriers."""
    return any(post.role == RIDER for post in actor.posts)


def door_of(request: HttpRequest, actor: Actor) -> str:
    """The door asked for; the rider's opens to riders only."""
    asked = request.POST.get("door") or request.GET.get("door") or ""
    if asked == Door.SECRETARY:
        return Door.SECRETARY
    return Door.RIDER if asked == Door.RIDER and is_rider(actor) else Door.RESIDENT


def form_of(request: HttpRequest, actor: Actor, **given: Any) -> ReportForm:
    """The form as the door asks for it."""
    return ReportForm(rider=door_of(request, actor) == Door.RIDER, **given)


def read(request: HttpRequest, form: ReportForm, actor: Actor) -> Draft:
    """What was sent, with its place and kind; BadInput names what cannot be."""
    given, door = form.cleaned_data, door_of(request, actor)
    text = given["text"].replace("\x00", "").strip()
    spot = spot_of(given["at"], given["lng"], given["lat"], given["address"], text)
    kind = chosen_kind(form.kind_key, spot.place.area, door)
    if door == Door.RIDER and kind is not None:
        text = text or kind.name
    secretary = addressee(request, actor, door, spot, given["secretary"])
    return Draft(given["id"] or uuid7(), door, text, kind, spot, given, secretary)


def posted(form: ReportForm, spot: Spot) -> Spot:
    """Where a form that came back says it is, else the place it was opened with."""
    if not form.is_bound or not {"at", "lng", "lat", "address"} <= form.cleaned_data.keys():
        return spot
    given = form.cleaned_data
    try:
        return spot_of(given["at"], given["lng"], given["lat"], given["address"])
    except BadInput:
        return spot


def sent_once(draft: Draft, photos: list[CleanPhoto], actor: Actor) -> Case:
    """Two presses that arrive together: the second finds the case of the first."""
    try:
        return send(draft, photos, actor)
    except IntegrityError:
        return send(draft, photos, actor)


def middle(spot: Spot, area: Area | None, actor: Actor) -> dict[str, Any]:
    """Where the map opens and how near: at the place or community, else over all that there is."""
    posted = [area_id for post in actor.posts for _rank, area_id in post.area_scopes]
    for one, zoom in ((spot.place, 18), (area, 17)):
        if one is not None and one.lng is not None and one.lat is not None:
            return {"centre": (one.lng, one.lat), "zoom": zoom}
    drawn = Area.objects.filter(valid_to=None, lng__isnull=False, lat__isnull=False)
    top = drawn.filter(pk__in=posted).first() or drawn.order_by("rank", "pk").first()
    return {"centre": (top.lng, top.lat) if top else None, "zoom": 16 if top and top.pk in posted else 14}


@require_POST
def hints(request: HttpRequest) -> HttpResponse:
    """While somebody writes: whom to call, what is known already, which kind it may be, where the pin lies."""
    actor, form = actor_of(request), ReportForm(request.POST, rider=True)
    if seconds_to_wait_for_hints(request) or not form.is_valid():
        return fragment(request, "resident/hints.html", {"chosen": "", "chips": []})
    try:
        draft = read(request, form, actor)
    except BadInput:
        return fragment(request, "resident/hints.html", {"chosen": "", "chips": []})
    likes = [] if draft.door == Door.RIDER else likenesses(draft)
    context = {
        "calls": number_words(numbers(draft.text, draft.kind)),
        "likes": like_rows(likes),
        "spot": draft.spot,
        "chips": suggested(draft.text, draft.spot.place.area, draft.door, form.cleaned_data["kind"]),
        "chosen": form.cleaned_data["kind"],
        "door": draft.door,
        "moved": choices(request, actor, draft.door, draft.spot, form.cleaned_data["secretary"]),
    }
    return fragment(request, "resident/hints.html", context)
