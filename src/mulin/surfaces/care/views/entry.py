"""One entry: each reading of it is a look that the person sees."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from mulin.care.access import entry_for, opened
from mulin.care.actions.open_parts import live_alert, look_at
from mulin.care.kinds import Part, Tie, Why
from mulin.care.models import Alert, Entry, Opening, Plan
from mulin.care.queries.homes import lives_there, other_homes
from mulin.care.queries.lists import standing
from mulin.care.queries.nearest import seers
from mulin.files.models import Attachment
from mulin.lib import clock
from mulin.lib.errors import BadInput, NotAllowed, NotFound, WrongState
from mulin.lib.masking import mask_name
from mulin.people.access import Actor, consent_of
from mulin.people.kinds import Purpose
from mulin.people.queries import organisations_over, who_looked_at
from mulin.people.rules import is_child
from mulin.surfaces.care.gate import for_care
from mulin.surfaces.care.views.acts import ACTS, BUTTONS, blank, filled
from mulin.ui.coming import coming
from mulin.ui.forms import add_refusal
from mulin.ui.http import actor_of, done, onward, page

MOST_BODIES = 200
TEXTS = (Part.KEYS, Part.DOOR, Part.ILLNESS)
PRINTER = Actor.system("paper")


@method_decorator(for_care, name="dispatch")
class EntryPage(View):
    """Masked; what is kept closed shows for as long as an opening lasts."""

    def get(self, request: HttpRequest, entry_id: UUID) -> HttpResponse:
        actor = actor_of(request)
        return self._shown(request, entry_for(actor, entry_id), actor)

    def post(self, request: HttpRequest, entry_id: UUID) -> HttpResponse:
        actor, verb = actor_of(request), request.POST.get("verb", "")
        entry = entry_for(actor, entry_id)
        if verb in BUTTONS:
            answer = BUTTONS[verb](entry, actor)
            done(request, _("Done."))
            if isinstance(answer, Alert):
                return onward(request, f"/care/alerts/{answer.pk}/")
            return onward(request, "/care/" if verb == "end" else f"/care/{entry.pk}/")
        if verb not in ACTS:
            raise NotFound
        form = filled(request, verb, entry)
        if form.is_valid():
            try:
                ACTS[verb].do(entry, form, actor)
            except (BadInput, WrongState, NotAllowed) as refusal:
                add_refusal(form, refusal)
            else:
                done(request, _("Done."))
                # Who moves an entry away may be none of those who see it there.
                return onward(request, "/care/" if verb == "move" else f"/care/{entry.pk}/")
        return self._shown(request, entry, actor, {verb: form}, 400)

    def _shown(
        self,
        request: HttpRequest,
        entry: Entry,
        actor: Actor,
        sent: dict[str, forms.Form] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        # Drawn again after a refusal it shows what the page shows, so every drawing is a look.
        look_at(entry, by=actor)
        child = is_child(entry.person.birth_date, clock.today())
        now_open = opened(actor, entry.pk)
        absent = {*(() if child else ("ask",)), *(() if other_homes(entry).exists() else ("move",))}
        context: dict[str, Any] = {
            "entry": entry,
            "name": mask_name(entry.person.name or ""),
            "child": child,
            "whys": [Why(why).label for why in entry.whys],
            "consents": [consent_of(entry.person, purpose) for purpose in (Purpose.CARE, Purpose.METER)],
            "alert": live_alert(entry),
            "left": not lives_there(entry),
            "review_overdue": entry.review_on < clock.today(),
            "bodies": organisations_over(entry)[:MOST_BODIES],
            "seers": seers(entry),
            "standing": standing(entry),
            "opened": now_open,
            "parts": _parts(entry, now_open),
            "contacts": _contacts(entry, now_open),
            "scans": _scans(entry) if now_open and Part.SCAN in now_open.parts else [],
            "plans": [(plan, _coming(entry, plan)) for plan in _plans(entry)],
            "past": entry.alerts.order_by("-raised_at")[:5],
            "acts": [
                {"verb": verb, "act": act, "form": (sent or {}).get(verb) or blank(verb, entry)}
                for verb, act in ACTS.items()
                if verb not in absent
            ],
        }
        return page(request, "care/entry.html", context, status=status)


def _plans(entry: Entry) -> QuerySet[Plan]:
    return entry.plans.filter(ended_at=None).select_related("provider")


def _coming(entry: Entry, plan: Plan) -> list[date]:
    """The day that stands, and those after it."""
    if plan.next_on is None:
        return []
    after = datetime.combine(plan.ruled_on or plan.next_on, time.max)
    held, area = plan.holidays, entry.household.area_id
    rest = coming(plan.rhythm, since=plan.started_on, after=after, holidays=held, area_id=area, many=2)
    return [plan.next_on, *rest]


def _parts(entry: Entry, now_open: Opening | None) -> list[tuple[str, str]]:
    if now_open is None:
        return []
    return [(str(part.label), getattr(entry, part.value) or "—") for part in TEXTS if part in now_open.parts]


def _contacts(entry: Entry, now_open: Opening | None) -> list[dict[str, str]]:
    """Ties and masked names; numbers only while they are open."""
    plain = now_open is not None and Part.CONTACTS in now_open.parts
    return [
        {
            "tie": str(Tie(one.tie).label),
            "name": (one.name or "") if plain else mask_name(one.name or ""),
            "phone": (one.phone or "") if plain else "",
        }
        for one in entry.contacts.all()
    ]


def _scans(entry: Entry) -> list[Attachment]:
    return list(Attachment.objects.filter(owner_kind="care", owner_id=str(entry.pk)).order_by("created_at"))


@for_care
def paper(request: HttpRequest, entry_id: UUID) -> HttpResponseBase:
    """To be printed and handed over: who looked, for those without a phone. Printing it is a look, too."""
    actor = actor_of(request)
    entry = look_at(entry_for(actor, entry_id), by=actor)
    context = {
        "entry": entry,
        "name": entry.person.name,
        "looks": who_looked_at(entry.person, by=PRINTER, limit=200),
    }
    return page(request, "care/paper.html", context)
