"""Home visits in the hand: who is due, and how a visit ended."""

from datetime import timedelta
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.views import View

from mulin.catalogue.kinds import Door
from mulin.lib import clock
from mulin.lib.errors import BadInput
from mulin.lib.ids import known_id, uuid7
from mulin.people.access import Actor
from mulin.rounds.models import Calling, Visit
from mulin.rounds.queries.visits import calling_for, due_visits, visits_made
from mulin.surfaces.field.kinds import offered_kinds
from mulin.surfaces.field.sheets import moment_of
from mulin.surfaces.field.visiting import VisitForm, may_call, said_of, visited
from mulin.ui.forms import add_refusal
from mulin.ui.http import actor_of, done, onward, page

AHEAD = timedelta(days=7)
MOST, BEFORE = 200, 10


def _visitor(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    may_call(actor)
    return actor


@login_required
def visits(request: HttpRequest) -> HttpResponse:
    """Due today and in the coming week, the longest waiting first."""
    actor = _visitor(request)
    found = list(due_visits(actor, clock.today() + AHEAD)[:MOST])
    context = {"callings": found, "kept": bool(request.GET.get("copy"))}
    return page(request, "field/visits.html", context)


class VisitPage(LoginRequiredMixin, View):
    """One home; the id is made before, so that sending twice is one visit."""

    def get(self, request: HttpRequest, calling_id: UUID) -> HttpResponse:
        calling = calling_for(_visitor(request), calling_id)
        return self._shown(request, calling, VisitForm())

    def post(self, request: HttpRequest, calling_id: UUID) -> HttpResponse:
        actor = _visitor(request)
        calling = calling_for(actor, calling_id)
        form = VisitForm(request.POST)
        try:
            made = visited(
                calling, form, actor, id=known_id(request.POST.get("id", "")),
                captured_at=moment_of(request.POST.dict()),
            )  # fmt: skip
        except BadInput as refusal:
            if not form.errors:
                add_refusal(form, refusal)
        else:
            done(request, said_of(made))
            return onward(request, "/field/visits/")
        return self._shown(request, calling, form, 400)

    def _shown(
        self, request: HttpRequest, calling: Calling, form: VisitForm, status: int = 200
    ) -> HttpResponse:
        kept = bool(request.GET.get("copy"))
        chips, choices = offered_kinds(calling.household.area, Door.PATROL)
        context = {
            "calling": calling,
            "form": form,
            "id": request.POST.get("id") or uuid7(),
            "chips": chips,
            "choices": choices,
            "kind": form["kind"].value() or "",
            "seen": visits_made(calling),
            # What was said at other visits is not for a phone without network.
            "before": [] if kept else Visit.objects.filter(calling=calling).order_by("-at")[:BEFORE],
            "kept": kept,
        }
        return page(request, "field/visit.html", context, status=status)
