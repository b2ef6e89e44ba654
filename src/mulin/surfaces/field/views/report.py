"""A finding of a round in three taps: photo, place, what; solved at once or handed up."""

from datetime import datetime
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views import View

from mulin.cases.actions.handle import solve
from mulin.cases.actions.report import People, Place, report
from mulin.cases.models import Case
from mulin.catalogue.kinds import Door
from mulin.lib.errors import BadInput, NotAllowed
from mulin.lib.ids import known_id, known_number, uuid7
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.people.models import Person
from mulin.places.models import Area, Household
from mulin.places.queries import locate
from mulin.surfaces.field.forms import FindingForm
from mulin.surfaces.field.kinds import offered_kinds
from mulin.surfaces.field.photos import faults, keep, prepared
from mulin.surfaces.field.reach import guard, is_part_time, own_ground
from mulin.ui.cases.given import kind_given
from mulin.ui.forms import add_refusal
from mulin.ui.http import actor_of, done, onward, page

STAGES = ("before", "after")


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
                case = _taken(request, form.cleaned_data, actor)
            except BadInput as refusal:
                add_refusal(form, refusal)
                wrong = faults(refusal, STAGES)
            else:
                said = (
                    _("Solved and reported as %(number)s.")
                    if case.on_the_spot
                    else _("Reported as %(number)s.")
                )
                done(request, said % {"number": case.number})
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
        home = _household(form["household"].value() or "", actor)
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
    guard(actor)
    if not actor.may(Duty.CASE_REPORT):
        raise NotAllowed
    return actor


def door_of(actor: Actor) -> Door:
    return Door.RIDER if is_part_time(actor) else Door.PATROL


def _taken(request: HttpRequest, given: dict[str, Any], actor: Actor) -> Case:
    """Photos are drawn anew before the transaction; then all is kept, or nothing."""
    photos = prepared(request, STAGES)
    kind = kind_given(given["kind"])
    text = given["text"].strip() or (kind.name if kind else "")
    if not text:
        raise BadInput(fields={"text": _("Say in a few words what it is, or choose a kind.")})
    with transaction.atomic():
        acting = actor.acting_for(Duty.CASE_REPORT) or actor
        case, new = report(
            by=acting,
            id=known_id(request.POST.get("id", "")),
            door=door_of(actor),
            text=text,
            kind=kind,
            place=_place(given, actor),
            people=_people(actor),
            captured_at=_moment(given["captured_at"]),
        )
        if new:
            keep(case, photos, actor)
            if given["solved"]:
                case = _solved(case, given, actor)
    return case


def _solved(case: Case, given: dict[str, Any], actor: Actor) -> Case:
    if not given["result"].strip():
        raise BadInput(fields={"result": _("Say what was done.")})
    if case.kind_id is None:
        raise BadInput(fields={"kind": _("Choose what kind of matter it is, since it is solved already.")})
    try:
        return solve(case, result=given["result"], by=actor, captured_at=_moment(given["captured_at"]))
    except NotAllowed as refusal:
        raise BadInput(
            fields={"solved": _("This place is not yours to handle; hand it up without the tick.")}
        ) from refusal


def _people(actor: Actor) -> People:
    """Who may not see cases by a post is the reporter in person, and so hears what becomes of it."""
    if actor.may(Duty.CASE_SEE) or actor.person_id is None:
        return People()
    return People(reporter=Person.objects.filter(pk=actor.person_id).first(), contact_open=False)


def _place(given: dict[str, Any], actor: Actor) -> Place:
    home = _household(given["household"], actor)
    if home is not None:
        building = home.entrance.building
        return Place(
            area=home.area,
            address=given["address"] or f"{building.name}{home.entrance.name}{home.door}"[:200],
            compound_id=building.compound_id,
            building_id=building.pk,
            entrance_id=home.entrance_id,
            household_id=home.pk,
            lng=given["lng"] or building.lng,
            lat=given["lat"] or building.lat,
            accuracy=given["accuracy"],
        )
    area = None
    if given["lng"] is not None and given["lat"] is not None:
        area = locate(given["lng"], given["lat"]).area
    if area is None and (number := known_number(given["area"])) is not None:
        area = next((one for one in own_ground(actor) if one.pk == number), None)
    if area is None and not given["address"].strip():
        raise BadInput(fields={"address": _("Say where it is: tap the map, choose an area, or write it.")})
    return Place(
        lng=given["lng"], lat=given["lat"], accuracy=given["accuracy"], address=given["address"], area=area
    )


def _household(text: str, actor: Actor) -> Household | None:
    """A door within the actor's reach; any other is as if it did not exist."""
    number = known_number(text)
    if number is None:
        return None
    home = Household.objects.select_related("area", "entrance__building").filter(pk=number).first()
    if home is None:
        return None
    building = home.entrance.building
    where = {**home.lineage(), "household_id": home.pk, "building_id": building.pk,
             "compound_id": building.compound_id}  # fmt: skip
    reached = actor.reaches(Duty.CASE_REPORT, where) or actor.reaches(Duty.HOUSEHOLD_SERVE, where)
    return home if reached else None


def _moment(text: str) -> datetime | None:
    """The phone's own time of the finding; one without a zone, or none, is not believed."""
    try:
        found = parse_datetime(text) if text else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def _centre(grounds: list[Area]) -> tuple[float, float] | None:
    for area in grounds:
        if area.lng is not None and area.lat is not None:
            return (area.lng, area.lat)
    return None
