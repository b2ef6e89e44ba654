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
from mulin.rounds.models import Calling, Checklist
from mulin.rounds.queries.visits import calling_for, due_visits, visits_before, visits_made
from mulin.surfaces.field.kinds import offered_kinds
from mulin.surfaces.field.sheets import EDITION, moment_of, photos
from mulin.surfaces.field.visiting import VisitForm, filled_in, may_call, said_of, sheet_of, visited
from mulin.ui.forms import add_refusal
from mulin.ui.http import actor_of, done, onward, page
from mulin.ui.sheets import Sheet, cases_seen

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


def _sheet(request: HttpRequest, calling: Calling) -> Checklist | None:
    return sheet_of(calling, request.POST.get(EDITION, ""))


def _of_the_sheet(refusal: BadInput, sheet: Sheet | None) -> dict[str, str]:
    """What of it belongs to items of the checklist."""
    codes = {row["item"].code for row in sheet.rows} if sheet is not None else set()
    return {name: str(text) for name, text in refusal.fields.items() if name in codes}


class VisitPage(LoginRequiredMixin, View):
    """One home; the id is made before, so that sending twice is one visit."""

    def get(self, request: HttpRequest, calling_id: UUID) -> HttpResponse:
        calling = calling_for(_visitor(request), calling_id)
        checklist = _sheet(request, calling)
        sheet = Sheet(checklist) if checklist is not None else None
        return self._shown(request, calling, VisitForm(), sheet)

    def post(self, request: HttpRequest, calling_id: UUID) -> HttpResponse:
        actor = _visitor(request)
        calling = calling_for(actor, calling_id)
        form, sent, checklist = VisitForm(request.POST), request.POST.dict(), _sheet(request, calling)
        sheet = Sheet(checklist, sent) if checklist is not None else None
        try:
            taken = photos(request, checklist) if checklist is not None else {}
            made = visited(
                calling, form, actor, id=known_id(sent.get("id", "")), captured_at=moment_of(sent),
                filled=filled_in(calling, sent, taken),
            )  # fmt: skip
        except BadInput as refusal:
            wrong = _of_the_sheet(refusal, sheet)
            if sheet is not None:
                sheet.wrong = wrong
            if not form.errors and not wrong:
                add_refusal(form, refusal)
        else:
            done(request, said_of(made))
            return onward(request, "/field/visits/")
        return self._shown(request, calling, form, sheet, 400)

    def _shown(
        self, request: HttpRequest, calling: Calling, form: VisitForm, sheet: Sheet | None, status: int = 200
    ) -> HttpResponse:
        kept = bool(request.GET.get("copy"))
        before = [] if kept else visits_before(calling, BEFORE)
        looks = [one.look for one in before if one.look is not None]
        chips, choices = offered_kinds(calling.household.area, Door.PATROL)
        context = {
            "calling": calling,
            "form": form,
            "sheet": sheet,
            "id": request.POST.get("id") or uuid7(),
            "chips": chips,
            "choices": choices,
            "kind": form["kind"].value() or "",
            "seen": visits_made(calling),
            # What was said at other visits is not for a phone without network.
            "before": before,
            "seen_cases": cases_seen(looks, actor_of(request)),
            "kept": kept,
        }
        return page(request, "field/visit.html", context, status=status)
