"""One home visit to somebody on the list; opening it is a look that the person sees."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from mulin.care.access import visible_entries
from mulin.care.actions.open_parts import look_at
from mulin.care.actions.raise_alert import address_of
from mulin.care.models import Entry
from mulin.lib.errors import BadInput, NotFound, WrongState
from mulin.lib.ids import uuid7
from mulin.lib.masking import mask_name
from mulin.people.access import Actor
from mulin.rounds.actions.visit import Told, visit
from mulin.rounds.models import Calling, Visit
from mulin.rounds.queries.visits import care_calling_for
from mulin.surfaces.care.forms import CallingForm
from mulin.surfaces.care.gate import for_care
from mulin.ui.forms import add_refusal
from mulin.ui.http import actor_of, done, onward, page

BEFORE = 10


@method_decorator(for_care, name="dispatch")
class CallingPage(View):
    """The id is made before, so that sending twice is one visit."""

    def get(self, request: HttpRequest, calling_id: UUID) -> HttpResponse:
        actor = actor_of(request)
        calling = care_calling_for(actor, calling_id)
        entry = look_at(_entry(actor, calling), by=actor)
        return self._shown(request, calling, entry, CallingForm(initial={"id": uuid7()}))

    def post(self, request: HttpRequest, calling_id: UUID) -> HttpResponse:
        actor = actor_of(request)
        calling = care_calling_for(actor, calling_id)
        entry, form = _entry(actor, calling), CallingForm(request.POST)
        if form.is_valid():
            given: dict[str, Any] = dict(form.cleaned_data)
            name = given.pop("id")
            try:
                visit(calling, Told(**given), by=actor, id=name)
            except (BadInput, WrongState) as refusal:
                add_refusal(form, refusal)
            else:
                done(request, _("Kept."))
                return onward(request, "/care/")
        # Drawn again it shows what the page shows, so it is a look like any other.
        return self._shown(request, calling, look_at(entry, by=actor), form, 400)

    def _shown(
        self, request: HttpRequest, calling: Calling, entry: Entry, form: CallingForm, status: int = 200
    ) -> HttpResponse:
        context = {
            "calling": calling,
            "entry": entry,
            "name": mask_name(entry.person.name or ""),
            "address": address_of(entry.household),
            "form": form,
            "before": Visit.objects.filter(calling__person=entry.person).order_by("-at")[:BEFORE],
        }
        return page(request, "care/calling.html", context, status=status)


def _entry(actor: Actor, calling: Calling) -> Entry:
    entry = (
        visible_entries(actor).filter(person=calling.person_id).select_related("person", "household").first()
    )
    if entry is None:
        raise NotFound
    return entry
