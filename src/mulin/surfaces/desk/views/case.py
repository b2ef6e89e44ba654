"""The case page: everything on one screen."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from mulin.care.actions.see_case import see_case
from mulin.cases.access import staff_case_for
from mulin.cases.actions.clear_photo import clear_photo, may_clear
from mulin.cases.actions.mediate import sit
from mulin.cases.actions.turn import may
from mulin.cases.commands import offered
from mulin.cases.kinds import Audience, Stage, Verb
from mulin.cases.models import Assignment, Case, Clock, Group, HotlineOrder, Sitting
from mulin.cases.queries.timeline import Entry, description, timeline, told_first
from mulin.cases.queries.work import addressed
from mulin.files.queries import photos_of
from mulin.lib.errors import BadInput
from mulin.people.access import Actor
from mulin.surfaces.desk.forms import SittingForm
from mulin.surfaces.desk.views.likeness import likenesses
from mulin.surfaces.desk.views.seats import seats_named
from mulin.ui.cases.pages import VerbPage
from mulin.ui.cases.reporter import reporter_of
from mulin.ui.cases.source import source_of
from mulin.ui.cases.tale import pictures, tale, way
from mulin.ui.cases.words import verb_words
from mulin.ui.forms import add_refusal
from mulin.ui.http import actor_of, done, onward, page

#: Verbs pressed most, in the order of the loop; the first offered is the page's main button.
ORDER = (
    "file", "take_on", "dispatch", "designate", "accept", "arrive", "handle", "finish_part", "check", "close",
    "decide", "grant", "fulfil", "verify", "resume", "answer", "reply", "solve", "place", "reclassify",
    "ask_verify", "whistle", "ask", "extend", "suspend", "instruct", "agree", "follow_up", "call_back",
    "contact", "link_order", "note", "urge", "supervise", "escalate", "merge", "unmerge", "reopen", "appeal",
    "judge", "return", "decline", "withdraw", "transfer", "rate", "confirm", "erase",
)  # fmt: skip
KEYS = {
    "file": "f", "dispatch": "d", "accept": "a", "handle": "h", "check": "c", "close": "e", "note": "m",
    "whistle": "w", "decline": "x", "reply": "r", "place": "p",
}  # fmt: skip
#: Only the reporter's own pages, or forms of their own, offer these.
ELSEWHERE = frozenset({"rate", "confirm", "withdraw", "erase"})


@login_required
def case_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What happened, who owes what by when, and what can be done now."""
    actor = actor_of(request)
    case = staff_case_for(actor, case_id)
    see_case(case, by=actor)
    entries = timeline(case, Audience.STAFF)
    text = told_first(entries)
    context = {
        "case": case,
        "text": text,
        "source": source_of(actor, case),
        "reporter": reporter_of(case, entries, Audience.STAFF, open_contact=_("lets you have the number")),
        "verbs": _verbs(case, actor),
        "way": way(case, entries),
        "tale": tale(entries, Audience.STAFF),
        "photos": pictures(photos_of("case", case.pk)),
        "clears": may_clear(case, actor),
        "clocks": Clock.objects.filter(case=case).exclude(stage=Stage.STOPPED).order_by("due_at"),
        "parts": Assignment.objects.filter(case=case).select_related("organisation", "post").order_by("pk"),
        "points": _points(case),
        "likenesses": likenesses(case, actor, text),
        "group": Group.objects.filter(pk=case.group_id, size__gt=1).first() if case.group_id else None,
        **_beside(case, entries),
        "suggestion": getattr(case, "suggestion", None) if case.kind_id is None else None,
        "suggested_verb": _suggested_verb(case, actor),
        "sittings": Sitting.objects.filter(case=case).order_by("pk") if case.track == "mediation" else [],
    }
    return page(request, "desk/case.html", context)


@login_required
@require_POST
def photo(request: HttpRequest, case_id: UUID, photo_id: UUID) -> HttpResponse:
    """Whether one photo may stand on the public page."""
    actor = actor_of(request)
    case, is_clean = staff_case_for(actor, case_id), request.POST.get("fit") == "yes"
    clear_photo(case, photo_id=photo_id, is_clean=is_clean, by=actor)
    done(request, _("Shown on the public page.") if is_clean else _("Not shown on the public page."))
    return onward(request, f"/desk/cases/{case.pk}/")


def _beside(case: Case, entries: Sequence[Entry]) -> dict[str, Any]:
    """Orders of the hotline and instructions; the history, read anyway, says whether there are any."""
    told = {entry.verb for entry in entries}
    written_to = Verb.INSTRUCT in told or any("secretary" in entry.data for entry in entries)
    return {
        "instructions": addressed(case) if written_to else [],
        "orders": HotlineOrder.objects.filter(case=case) if Verb.ORDER in told else [],
    }


def _suggested_verb(case: Case, actor: Actor) -> str:
    """What one press on a proposed kind does: it files a case that has a place, else it names the kind."""
    if case.kind_id is not None:
        return ""
    if case.area_id is not None and may(case, Verb.FILE, actor):
        return "file"
    return "reclassify" if may(case, Verb.RECLASSIFY, actor) else ""


def _verbs(case: Case, actor: Actor) -> list[dict[str, Any]]:
    open_to = offered(case, actor)
    names = [name for name in ORDER if name in open_to and name not in ELSEWHERE]
    verbs = [
        {
            "name": name,
            "words": verb_words(name),
            "key": KEYS.get(name, ""),
            "harm": open_to[name].harm,
            "url": f"/desk/cases/{case.pk}/{name}/",
        }
        for name in names
    ]
    if case.track == "mediation" and "agree" in open_to:
        verbs.insert(0, {"name": "sitting", "words": _("Hold a sitting"), "key": "s", "harm": False,
                         "url": f"/desk/cases/{case.pk}/sitting/"})  # fmt: skip
    return verbs


def _points(case: Case) -> list[dict[str, Any]]:
    if case.lng is None or case.lat is None:
        return []
    return [{"lng": case.lng, "lat": case.lat, "label": case.title, "tone": "late" if case.late else "wait"}]


@login_required
def compare(request: HttpRequest, case_id: UUID, other_id: UUID) -> HttpResponse:
    """Two cases side by side, to merge one into the other or to keep them apart."""
    actor = actor_of(request)
    one, other = staff_case_for(actor, case_id), staff_case_for(actor, other_id)
    for case in (one, other):
        see_case(case, by=actor)
    sides = [
        {
            "case": case,
            "text": description(case),
            "photos": pictures(photos_of("case", case.pk)),
            "tale": tale(timeline(case, Audience.STAFF), Audience.STAFF)[:8],
        }
        for case in (one, other)
    ]
    return page(request, "desk/compare.html", {"sides": sides, "case": one, "other": other})


class DeskVerb(VerbPage):
    """A verb at the desk."""

    template: ClassVar[str] = "desk/verb.html"
    home: ClassVar[str] = "/desk/cases/"

    def case(self, actor: Actor, case_id: UUID) -> Case:
        return staff_case_for(actor, case_id)


class SittingPage(LoginRequiredMixin, View):
    """A sitting of a mediation: who sat at the table, and what was said."""

    def get(self, request: HttpRequest, case_id: UUID) -> HttpResponse:
        case = staff_case_for(actor_of(request), case_id)
        form = SittingForm(initial={"one": _("the reporter") if case.reporter_id else ""})
        return page(request, "desk/sitting.html", {"case": case, "form": form})

    def post(self, request: HttpRequest, case_id: UUID) -> HttpResponse:
        actor = actor_of(request)
        case, form = staff_case_for(actor, case_id), SittingForm(request.POST)
        if form.is_valid():
            try:
                with transaction.atomic():
                    seats = seats_named(case, form.cleaned_data, actor)
                    sit(case, by=actor, seats=seats, **form.told())
            except BadInput as refusal:
                add_refusal(form, refusal)
            else:
                done(request, _("The sitting is recorded."))
                return onward(request, f"/desk/cases/{case.pk}/")
        return page(request, "desk/sitting.html", {"case": case, "form": form}, status=400)
