"""A finding of a round in three taps: photo, place, what; solved at once or handed up."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.views import View

from mulin.lib.errors import BadInput
from mulin.lib.ids import known_id, uuid7
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.places.models import Area
from mulin.surfaces.field.finding import STAGES, door_of, household, may_report, moment, said_of, taken
from mulin.surfaces.field.forms import FindingForm
from mulin.surfaces.field.kinds import offered_kinds
from mulin.surfaces.field.photos import faults, prepared
from mulin.surfaces.field.reach import own_ground
from mulin.ui.forms import add_refusal
from mulin.ui.http import actor_of, done, onward, page


class Finding(LoginRequiredMixin, View):
    """One page, sent as a whole; the id is made before, so that sending twice is one case."""

    def get(self, request: HttpRequest) -> HttpResponse:
        actor = reporter(request)
        return self._shown(
            request, FindingForm(initial={"household": request.GET.get("household", "")}), actor
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        actor = reporter(request)
        form, wrong = FindingForm(request.POST), {}
        if form.is_valid():
            try:
                given = form.cleaned_data
                case = taken(
                    given,
                    prepared(request, STAGES),
                    actor,
                    id=known_id(request.POST.get("id", "")),
                    captured_at=moment(given["captured_at"]),
                )
            except BadInput as refusal:
                add_refusal(form, refusal)
                wrong = faults(refusal, STAGES)
            else:
                done(request, said_of(case))
                return onward(request, f"/field/cases/{case.pk}/")
        return self._shown(request, form, actor, wrong, status=400)

    def _shown(
        self,
        request: HttpRequest,
        form: FindingForm,
        actor: Actor,
        wrong: dict[str, list[str]] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        grounds = own_ground(actor)
        home = household(form["household"].value() or "", actor)
        chips, choices = offered_kinds(grounds[0] if grounds else None, door_of(actor))
        context = {
            "form": form,
            "id": request.POST.get("id") or uuid7(),
            "chips": chips,
            "choices": choices,
            "kind": form["kind"].value() or "",
            "grounds": grounds,
            "at": _centre(grounds),
            "home": home,
            "wrong": wrong or {},
            "may_solve": actor.may(Duty.CASE_HANDLE),
        }
        return page(request, "field/report.html", context, status=status)


def reporter(request: HttpRequest) -> Actor:
    """Whoever may report from the field."""
    actor = actor_of(request)
    may_report(actor)
    return actor


def _centre(grounds: list[Area]) -> tuple[float, float] | None:
    for area in grounds:
        if area.lng is not None and area.lat is not None:
            return (area.lng, area.lat)
    return None
