"""Somebody is entered: found among those who live here, with the consent they gave."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from mulin.care.actions.enter import enter
from mulin.lib import clock
from mulin.lib.errors import BadInput, NotFound, WrongState
from mulin.lib.ids import known_number
from mulin.lib.masking import mask_name
from mulin.people.access import Actor, consent_of, person_for, visible_persons
from mulin.people.kinds import Duty, Purpose
from mulin.people.models import HouseholdMember, Person
from mulin.people.rules import fingerprints, plain
from mulin.surfaces.care.forms import EntryForm, FindForm
from mulin.surfaces.care.gate import for_care
from mulin.ui.forms import add_refusal
from mulin.ui.http import actor_of, done, onward, page

MOST = 20


@method_decorator(for_care, name="dispatch")
class NewEntry(View):
    """First find, then enter; nobody is entered whom the post could not see."""

    def get(self, request: HttpRequest) -> HttpResponse:
        actor = actor_of(request)
        if request.GET.get("person"):
            return self._form(request, _person(actor, request.GET["person"]), EntryForm())
        form = FindForm(request.GET or None)
        found = _found(actor, form.cleaned_data["find"]) if form.is_bound and form.is_valid() else None
        return page(request, "care/find.html", {"form": form, "found": found})

    def post(self, request: HttpRequest) -> HttpResponse:
        actor = actor_of(request)
        person = _person(actor, request.POST.get("person", ""))
        form = EntryForm(request.POST)
        home = _home(person)
        if home is None:
            raise NotFound
        if form.is_valid():
            try:
                entry = enter(person, household=home.household, **form.cleaned_data, by=actor)
            except (BadInput, WrongState) as refusal:
                add_refusal(form, refusal)
            else:
                done(request, _("Entered."))
                return onward(request, f"/care/{entry.pk}/")
        return self._form(request, person, form, 400)

    def _form(self, request: HttpRequest, person: Person, form: EntryForm, status: int = 200) -> HttpResponse:
        context: dict[str, Any] = {
            "form": form,
            "person": person,
            "name": mask_name(person.name or ""),
            "agreed": consent_of(person, Purpose.CARE),
        }
        return page(request, "care/new.html", context, status=status)


def _person(actor: Actor, number: str) -> Person:
    pk = known_number(number)
    if pk is None:
        raise NotFound
    return person_for(actor, pk, Duty.CARE_SEE)


def _found(actor: Actor, words: str) -> list[dict[str, Any]]:
    """By the whole name or the whole number: what is sealed has no parts to look up."""
    digits = "".join(letter for letter in words if letter.isdigit())
    wanted = {"phone": digits} if len(digits) >= 7 else {"name": plain(words)}
    hashes = fingerprints(wanted)
    column = "phone_hash" if len(digits) >= 7 else "name_hash"
    people = visible_persons(actor, Duty.CARE_SEE).filter(**{column: hashes[column]})
    return [{"pk": one.pk, "name": mask_name(one.name or ""), "home": _home(one)} for one in people[:MOST]]


def _home(person: Person) -> HouseholdMember | None:
    homes = HouseholdMember.objects.filter(person=person, during__contains=clock.today())
    return homes.select_related("household__entrance__building").order_by("-pk").first()
