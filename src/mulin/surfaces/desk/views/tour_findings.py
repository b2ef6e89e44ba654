"""Findings of residents' tours that wait for an answer; a shop with a post of its own answers here too."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import View

from mulin.files.queries import photos_of
from mulin.lib.errors import BadInput, NotFound
from mulin.lib.ids import known_id, uuid7
from mulin.lib.paging import page as page_of
from mulin.people.access import Actor
from mulin.tours.access import STAFF, finding_for, keeps, leads, visible_findings, visible_to
from mulin.tours.actions.carry import carry
from mulin.tours.actions.erase import erase_finding
from mulin.tours.actions.reply import reply
from mulin.tours.kinds import FindingState
from mulin.tours.models import Finding
from mulin.ui.http import actor_of, done, onward, page
from mulin.ui.tours.shown import finding_row

HOME = "/desk/tours/findings/"


@login_required
def findings(request: HttpRequest) -> HttpResponse:
    """What is still to be answered, the longest due first; or all that was answered."""
    actor = actor_of(request)
    found = visible_findings(actor).select_related("tour__area", "stop", "item", "reply")
    if not any(actor.may(duty) for duty in STAFF) and not found.exists():
        raise NotFound
    ended = request.GET.get("tab") == "ended"
    waiting = found.filter(state=FindingState.AWAITED)
    rows = found.exclude(state=FindingState.AWAITED) if ended else waiting
    order = ("-made_at", "-id") if ended else ("reply_by", "id")
    shown = page_of(rows, request.GET.get("cursor"), 25, order)
    context = {"page": shown, "rows": [finding_row(one) for one in shown.items], "ended": ended}
    return page(request, "desk/tour_findings.html", context)


class FindingPage(LoginRequiredMixin, View):
    """One finding with its answer; answering, carrying on and erasing are posted here."""

    def get(self, request: HttpRequest, finding_id: UUID) -> HttpResponse:
        actor = actor_of(request)
        return self._shown(request, finding_for(actor, finding_id), actor)

    def post(self, request: HttpRequest, finding_id: UUID) -> HttpResponse:
        actor = actor_of(request)
        found = finding_for(actor, finding_id)
        verb = request.POST.get("verb", "")
        if verb == "reply":
            text = request.POST.get("text", "")
            try:
                reply(found, text=text, id=known_id(request.POST.get("id", "")), by=actor)
            except BadInput as refusal:
                said = next(iter(refusal.fields.values()), str(refusal.message))
                return self._shown(request, found, actor, str(said), text)
            done(request, _("The answer is kept."))
        elif verb == "carry":
            carry(found, by=actor)
            done(request, _("It goes on as a case."))
        elif verb == "erase":
            erase_finding(found, by=actor)
            done(request, _("The words are erased."))
        else:
            raise NotFound
        return onward(request, f"{HOME}{found.pk}/")

    def _shown(
        self, request: HttpRequest, found: Finding, actor: Actor, error: str = "", text: str = ""
    ) -> HttpResponse:
        context = {
            "row": finding_row(found, photos_of("tourfinding", found.pk)),
            "sees_tour": visible_to(actor).filter(pk=found.tour_id).exists(),
            "leads": leads(actor, found.tour),
            "keeps": keeps(actor, found.tour),
            "id": request.POST.get("id") or uuid7(),
            "error": error,
            "text": text,
        }
        return page(request, "desk/tour_finding.html", context, status=400 if error else 200)
