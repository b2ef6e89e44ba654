"""The register of the standing residents' representatives."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from mulin.lib import clock
from mulin.lib.errors import BadInput, Conflict, NotFound
from mulin.lib.ids import known_id, uuid7
from mulin.lib.masking import mask_name
from mulin.lib.paging import page as page_of
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.surfaces.desk.tour_forms import NameForm, grounds, name_form
from mulin.tours.access import representative_for, visible_representatives
from mulin.tours.actions.name_representative import end_term, known_person, name_representative
from mulin.tours.models import Representative
from mulin.tours.queries.rota import times_gone
from mulin.ui.forms import add_refusal
from mulin.ui.http import actor_of, done, onward, page

HOME = "/desk/representatives/"


class Representatives(LoginRequiredMixin, View):
    """Who stands now or will, or whose term has ended; a new one is named here."""

    def get(self, request: HttpRequest) -> HttpResponse:
        actor = _keeper(request)
        return self._shown(request, actor, name_form(actor))

    def post(self, request: HttpRequest) -> HttpResponse:
        actor = _keeper(request)
        form = name_form(actor, request.POST)
        if form.is_valid():
            try:
                self._named(request, form.cleaned_data, actor)
            except (BadInput, Conflict) as refusal:
                add_refusal(form, refusal)
            else:
                done(request, _("Named; they are in the rota from the first day of the term."))
                return onward(request, HOME)
        return self._shown(request, actor, form, 400)

    def _named(self, request: HttpRequest, given: dict[str, Any], actor: Actor) -> Representative:
        area = next(one for one in grounds(actor) if str(one.pk) == given["area"])
        with transaction.atomic():
            person = known_person(name=given["name"], phone=given["phone"], by=actor)
            return name_representative(
                area=area,
                person=person,
                begins=given["begins"],
                ends=given["ends"],
                named_by=given["named_by"],
                id=known_id(request.POST.get("id", "")),
                by=actor,
            )

    def _shown(self, request: HttpRequest, actor: Actor, form: NameForm, status: int = 200) -> HttpResponse:
        today, ended = clock.today(), request.GET.get("tab") == "ended"
        found = visible_representatives(actor).select_related("area", "person")
        past = found.filter(during__fully_lt=(today, None))
        shown = page_of(
            past if ended else found.exclude(pk__in=past.values("pk")),
            request.GET.get("cursor"),
            50,
            ("-made_at", "-id"),
        )
        gone = times_gone([one.person_id for one in shown.items])
        context = {
            "page": shown,
            "rows": [
                {
                    "one": one,
                    "name": mask_name(one.person.name or ""),
                    "last": _last_day(one),
                    "gone": gone.get(one.person_id),
                }
                for one in shown.items
            ],
            "ended": ended,
            "form": form,
            "today": today,
            "id": request.POST.get("id") or uuid7(),
        }
        return page(request, "desk/representatives.html", context, status=status)


def _last_day(one: Representative) -> date | None:
    upper: date | None = one.during.upper
    return date.fromordinal(upper.toordinal() - 1) if upper else None


@login_required
@require_POST
def end(request: HttpRequest, representative_id: UUID) -> HttpResponse:
    """The term ends with a day; later seats go to the next in the rota."""
    actor = _keeper(request)
    found = representative_for(actor, representative_id)
    try:
        day = parse_date(request.POST.get("on", ""))
    except ValueError:
        day = None
    if day is None:
        raise BadInput(fields={"on": _("Say which day is the last.")})
    end_term(found, on=day, by=actor)
    done(request, _("The term ends with that day."))
    return onward(request, HOME)


def _keeper(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not actor.may(Duty.TOUR_KEEP):
        raise NotFound
    return actor
