"""A case in the hand: where, what, and what can be done with one thumb."""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mulin.care.actions.see_case import see_case
from mulin.cases.access import opened
from mulin.cases.actions.turn import may
from mulin.cases.commands import COMMANDS, Command, offered, perform
from mulin.cases.kinds import State
from mulin.cases.models import Case
from mulin.cases.queries.timeline import description, timeline
from mulin.files.queries import photos_of
from mulin.lib.errors import BadInput
from mulin.people.access import Actor
from mulin.places.models import Building, Household
from mulin.surfaces.field.photos import faults, keep, prepared
from mulin.surfaces.field.reach import guard
from mulin.surfaces.field.stages import STAGE_WORDS, STAGES
from mulin.ui.cases.forms import sent, verb_form
from mulin.ui.cases.pages import VerbPage
from mulin.ui.cases.reporter import reporter_of
from mulin.ui.cases.source import source_of
from mulin.ui.cases.tale import pictures, tale
from mulin.ui.cases.words import DONE, verb_words
from mulin.ui.forms import add_refusal
from mulin.ui.http import actor_of, done, onward, page, safe_next

#: Under the thumb, the most likely first; then what is done from the field now and then.
THUMBS = ("verify", "accept", "arrive", "solve", "handle", "finish_part", "check", "contact", "note")
MORE = (
    "return", "ask", "answer", "extend", "escalate", "take_on", "file", "dispatch", "close", "transfer",
    "follow_up", "urge",
)  # fmt: skip
ICONS = {
    "verify": "eye", "accept": "hand-click", "arrive": "map-pin", "solve": "circle-check", "handle": "checks",
    "finish_part": "progress-check", "check": "clipboard-check", "contact": "phone-call", "note": "pencil",
}  # fmt: skip

#: What is next when there is no network to ask: (what was done, what then fits).
LATER = (("accept", "handle"), ("arrive", "finish_part"))
#: After these the case has left the worker's hands, so the list is shown again.
LEAVING = frozenset({"verify", "solve", "handle", "finish_part", "check", "return"})


@login_required
def case_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What was said, the photos, the point, and what happened so far."""
    actor = actor_of(request)
    guard(actor)
    case, audience = opened(actor, case_id)
    see_case(case, by=actor)
    verbs, entries = _verbs(case, actor), timeline(case, audience)
    by_desk = _("lets you have the number; ask the desk for it")
    context = {
        "case": case,
        "text": description(case),
        "source": source_of(actor, case),
        "reporter": reporter_of(case, entries, audience, open_contact=by_desk),
        "photos": pictures(photos_of("case", case.pk)),
        "tale": tale(entries, audience),
        "thumbs": [verb for verb in verbs if verb["name"] in THUMBS],
        "more": [verb for verb in verbs if verb["name"] in MORE],
        "points": _points(case),
        "spot": _spot(case),
        "later": _later(verbs, case) if request.GET.get("copy") else (),
    }
    return page(request, "field/case.html", context)


def _verbs(case: Case, actor: Actor) -> list[dict[str, Any]]:
    open_to = offered(case, actor)
    if case.state == State.VERIFYING and not any(p.post_id == case.holder_post_id for p in actor.posts):
        open_to.pop("verify", None)
    return [
        {
            "name": name,
            "words": verb_words(name),
            "icon": ICONS.get(name, "dots"),
            "harm": open_to[name].harm,
            "url": f"/field/cases/{case.pk}/{name}/",
        }
        for name in (*THUMBS, *MORE)
        if name in open_to
    ]


def _later(verbs: list[dict[str, Any]], case: Case) -> list[dict[str, Any]]:
    """In the copy for reading: what fits once another verb was done without network."""
    names = {verb["name"] for verb in verbs}
    return [
        {"name": name, "after": first, "words": verb_words(name), "icon": ICONS.get(name, "dots"),
         "url": f"/field/cases/{case.pk}/{name}/"}
        for first, name in LATER
        if first in names and name not in names
    ]  # fmt: skip


def _points(case: Case) -> list[dict[str, Any]]:
    if case.lng is None or case.lat is None:
        return []
    return [{"lng": case.lng, "lat": case.lat, "label": case.title, "tone": "late" if case.late else "wait"}]


def _spot(case: Case) -> str:
    """The door or the house, when the report names one."""
    if case.household_id is not None:
        home = Household.objects.select_related("entrance__building").filter(pk=case.household_id).first()
        if home is not None:
            return f"{home.entrance.building.name} {home.entrance.name} {home.door}"
    if case.building_id is not None:
        return Building.objects.filter(pk=case.building_id).values_list("name", flat=True).first() or ""
    return ""


class FieldVerb(VerbPage):
    """A verb on a phone: photos of each stage and the verb are kept together or not at all."""

    template: ClassVar[str] = "field/verb.html"
    part: ClassVar[str] = "field/verb_form.html"
    home: ClassVar[str] = "/field/cases/"
    faults: dict[str, list[str]]

    def found(self, actor: Actor, case_id: UUID, verb: str) -> tuple[Case, Command]:
        guard(actor)
        return super().found(actor, case_id, verb)

    def post(self, request: HttpRequest, case_id: UUID, verb: str) -> HttpResponse:
        actor = actor_of(request)
        case, command = self.found(actor, case_id, verb)
        stages = STAGES.get(verb, ())
        try:
            photos = prepared(request, stages) if may(case, command.verb, actor) else {}
            with transaction.atomic():
                keep(case, photos, actor)
                perform(case, verb, actor, sent(command, request.POST))
        except BadInput as refusal:
            form = verb_form(command, case, actor, request.POST)
            add_refusal(form, refusal)
            self.faults = faults(refusal, stages)
            return self.shown(request, case, verb, form, status=400)
        done(request, DONE.get(verb) or _("Done."))
        return onward(request, safe_next(request, f"{self.home}{case.pk}/"))

    def shown(
        self, request: HttpRequest, case: Case, verb: str, form: Any, status: int = 200
    ) -> HttpResponse:
        wrong = getattr(self, "faults", {})
        context = {
            "case": case,
            "form": form,
            "verb": verb,
            "words": verb_words(verb),
            "harm": COMMANDS[verb].harm,
            "stages": [(stage, STAGE_WORDS[stage], wrong.get(stage, ())) for stage in STAGES.get(verb, ())],
            "home": f"{self.home}{case.pk}/",
            "action": f"{self.home}{case.pk}/{verb}/",
            "next": request.POST.get("next") or ("/field/" if verb in LEAVING else ""),
        }
        return page(request, self.template, context, status=status)
