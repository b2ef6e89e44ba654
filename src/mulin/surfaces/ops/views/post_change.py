"""What a post is: its name, what it may by name, where it serves, its end; and the doors it answers for."""

from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import View

from mulin.lib.errors import BadInput, NotFound
from mulin.people.access import EVERYWHERE, Actor, Everywhere, Place
from mulin.people.actions.change_post import change_post
from mulin.people.actions.charge_households import charge_households
from mulin.people.actions.close_post import close_post
from mulin.people.actions.set_scope import set_scope
from mulin.people.imports.columns import listed
from mulin.people.imports.lookups import area_of, building_of, compound_of, doors_of, household_of
from mulin.people.kinds import Duty
from mulin.people.models import Post
from mulin.people.queries import households_of, households_without_charge, places_of
from mulin.places.models import Area, Building, Compound, Household
from mulin.surfaces.ops.post_forms import ChargeForm, PostNameForm, ScopeForm
from mulin.surfaces.ops.views.gate import held
from mulin.surfaces.ops.views.given import one_person, post_seen
from mulin.ui.forms import add_refusal, carried_out
from mulin.ui.http import done, onward, page

PLACES: dict[str, type[Area | Compound | Building | Household]] = {
    "area_id": Area,
    "compound_id": Compound,
    "building_id": Building,
    "household_id": Household,
}
MOST = 200


class ChangePost(LoginRequiredMixin, View):
    """Each press changes one of them."""

    def get(self, request: HttpRequest, post_id: int) -> HttpResponse:
        post = post_seen(held(request, Duty.POST_MANAGE), post_id)
        return self._shown(request, post)

    def post(self, request: HttpRequest, post_id: int) -> HttpResponse:
        actor = held(request, Duty.POST_MANAGE)
        post, verb = post_seen(actor, post_id), request.POST.get("verb", "")
        if verb == "close":
            close_post(post, by=actor)
            done(request, _("The post is closed."))
            return onward(request, "/ops/posts/")
        form = self._form(verb, post, request.POST)
        kept = carried_out(form, lambda given: self._act(verb, post, given, actor))
        if kept is not None:
            done(request, _("Done."))
            return onward(request, f"/ops/posts/{post.pk}/")
        return self._shown(request, post, {verb: form}, 400)

    def _form(self, verb: str, post: Post, data: Any = None) -> forms.Form:
        if verb == "change":
            kept = {"name": post.name, "phone": post.phone, "named_duties": post.named_duties}
            return PostNameForm(data, initial=kept)
        if verb != "scope":
            raise NotFound
        places = places_of(post)
        form = ScopeForm(data, initial={"keep": [code for code, _words in places]}, auto_id="scope-%s")
        form.fields["keep"].choices = places  # type: ignore[attr-defined] # a ChoiceField
        return form

    def _act(self, verb: str, post: Post, given: dict[str, Any], actor: Actor) -> Post:
        if verb == "change":
            return change_post(post, **given, by=actor)
        return set_scope(post, scopes=[*_kept(given["keep"]), *_added(given)], by=actor)

    def _shown(
        self, request: HttpRequest, post: Post, filled: dict[str, forms.Form] | None = None, status: int = 200
    ) -> HttpResponse:
        filled = filled or {}
        context = {
            "post": post,
            "form": filled.get("change") or self._form("change", post),
            "scope": filled.get("scope") or self._form("scope", post),
        }
        return page(request, "ops/change_post.html", context, status=status)


def _kept(codes: list[str]) -> list[Place | Everywhere]:
    """The places still ticked, by the codes of `places_of`."""
    found: list[Place | Everywhere] = []
    for code in codes:
        column, _colon, number = code.partition(":")
        found.append(PLACES[column]._default_manager.get(pk=number) if column in PLACES else EVERYWHERE)
    return found


def _added(given: dict[str, Any]) -> list[Place | Everywhere]:
    found: list[Place | Everywhere] = [area_of(code, "areas") for code in listed(given["areas"])]
    found += [compound_of(code, "compounds") for code in listed(given["compounds"])]
    if given["door"]:
        found.append(household_of(given["grid"], given["building"], given["entrance"], given["door"]))
    elif given["grid"]:
        building = building_of(area_of(given["grid"], "grid"), given["building"])
        if building is None:
            raise BadInput(fields={"building": _("There is no such building in this grid.")})
        found.append(building)
    return found


class PostHouseholds(LoginRequiredMixin, View):
    """The doors the holders of a post answer for, and doors that are given to them."""

    def get(self, request: HttpRequest, post_id: int) -> HttpResponse:
        post = self._post(request, post_id)
        return self._shown(request, post, ChargeForm())

    def post(self, request: HttpRequest, post_id: int) -> HttpResponse:
        post, actor, form = (
            self._post(request, post_id),
            held(request, Duty.POST_MANAGE),
            ChargeForm(request.POST),
        )
        if form.is_valid():
            given = form.cleaned_data
            try:
                doors = doors_of(given["grid"], given["building"], given["entrance"], listed(given["door"]))
                person = one_person(given["person"], actor) if given["person"] else None
                charges = charge_households(doors, post=post, person=person, by=actor)
            except BadInput as refusal:
                add_refusal(form, refusal)
            else:
                done(request, _("Doors answered for: %(count)d.") % {"count": len(charges)})
                return onward(request, f"/ops/posts/{post.pk}/households/")
        return self._shown(request, post, form, 400)

    def _post(self, request: HttpRequest, post_id: int) -> Post:
        post = post_seen(held(request, Duty.POST_MANAGE), post_id)
        if Duty.HOUSEHOLD_SERVE not in post.role.duties:
            raise NotFound
        return post

    def _shown(self, request: HttpRequest, post: Post, form: ChargeForm, status: int = 200) -> HttpResponse:
        charges = households_of(post)
        areas = [scope.area for scope in post.scopes.exclude(area=None).select_related("area")]
        context = {
            "post": post,
            "form": form,
            "charges": charges[:MOST],
            "count": charges.count(),
            "without": [home for area in areas if area for home in households_without_charge(area, limit=20)],
        }
        return page(request, "ops/post_households.html", context, status=status)
