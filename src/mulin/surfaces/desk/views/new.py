"""A report taken in for someone: by phone, at the counter, pasted from a chat group, from the hotline."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import View

from mulin.cases.actions.hotline import link_order
from mulin.cases.actions.report import People, Place, report
from mulin.cases.models import Case
from mulin.catalogue.kinds import Door
from mulin.catalogue.queries import report_choices
from mulin.files.actions.store import prepare_photo, store_photo
from mulin.lib.errors import BadInput, NotAllowed
from mulin.lib.ids import known_id, known_number, uuid7
from mulin.people.access import Actor
from mulin.people.actions.register_person import register_person
from mulin.people.kinds import Duty
from mulin.people.models import Person
from mulin.people.queries import duplicates_of
from mulin.places.models import Area
from mulin.surfaces.desk.forms import NewReportForm
from mulin.surfaces.desk.views.inbox import own_areas
from mulin.ui.cases.given import kind_given, named_place
from mulin.ui.forms import add_refusal
from mulin.ui.http import actor_of, done, onward, page
from mulin.words.chat import parse_chat


class NewReport(LoginRequiredMixin, View):
    """The form; what is already held is never asked again."""

    def get(self, request: HttpRequest) -> HttpResponse:
        actor = actor_of(request)
        if not actor.may(Duty.CASE_REPORT):
            raise NotAllowed
        return self._shown(request, NewReportForm(initial={"door": request.GET.get("door", "phone")}), actor)

    def post(self, request: HttpRequest) -> HttpResponse:
        actor = actor_of(request)
        form = NewReportForm(request.POST)
        if form.is_valid():
            try:
                case = self._taken(request, form.cleaned_data, actor)
            except BadInput as refusal:
                add_refusal(form, refusal, {"source_ref": "order_no"})
            else:
                done(request, _("Taken in as %(number)s.") % {"number": case.number})
                return onward(request, f"/desk/cases/{case.pk}/")
        return self._shown(request, form, actor, status=400)

    @transaction.atomic
    def _taken(self, request: HttpRequest, given: dict[str, Any], actor: Actor) -> Case:
        photos = [prepare_photo(upload) for upload in request.FILES.getlist("photos")]
        chat = parse_chat(given["chat"]) if given["chat"] else None
        text = "\n".join(part for part in (given["text"], chat.text if chat else "") if part)
        case, new = report(
            by=actor,
            id=known_id(request.POST.get("id", "")),
            door=given["door"],
            title=given["title"],
            text=text,
            kind=kind_given(given["kind"]),
            urgency=given["urgency"],
            place=_place(given, text),
            people=People(reporter=_reporter(given, actor), contact_open=given["contact_open"]),
            source_ref=given["order_no"] if given["door"] == Door.HOTLINE else "",
        )
        if new:
            for photo in photos:
                store_photo(photo, owner_kind="case", owner_id=str(case.pk), stage="before", by=actor)
            if given["order_no"] and given["door"] == Door.HOTLINE:
                case = link_order(case, order_no=given["order_no"], by=actor)
        return case

    def _shown(
        self, request: HttpRequest, form: NewReportForm, actor: Actor, status: int = 200
    ) -> HttpResponse:
        areas = own_areas(actor)
        context = {
            "form": form,
            "kinds": report_choices(areas[0].pk if areas else None, form["door"].value() or Door.PHONE),
            "areas": Area.objects.filter(parent__in=[area.pk for area in areas]).order_by("code")[:200],
            "own": areas,
            "id": request.POST.get("id") or uuid7(),
        }
        return page(request, "desk/new.html", context, status=status)


def _place(given: dict[str, Any], text: str) -> Place:
    if given["area"]:
        area = Area.objects.filter(pk=known_number(given["area"]) or 0).first()
        if area is None:
            raise BadInput(fields={"area": _("Choose an area from the list.")})
        return Place(area=area, address=given["address"])
    return named_place(given["address"], text)


def _reporter(given: dict[str, Any], actor: Actor) -> Person | None:
    """Who has this number already is not asked for twice."""
    name, phone = given["reporter_name"], given["reporter_phone"]
    if not name and not phone:
        return None
    for likeness in duplicates_of({"phone": phone}) if phone else []:
        return Person.objects.get(pk=likeness.person.id)
    return register_person(by=actor, name=name or _("not named"), phone=phone)
