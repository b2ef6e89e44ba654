"""An area is cut in two, joined with its neighbours, put under another, or given another code."""

from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from mulin.lib.errors import NotFound
from mulin.people.access import Actor
from mulin.people.imports.lookups import area_of
from mulin.people.kinds import Duty
from mulin.places.actions.create_area import NewArea
from mulin.places.actions.divide import divide
from mulin.places.actions.merge import merge
from mulin.places.actions.move import move
from mulin.places.actions.renumber import renumber
from mulin.places.kinds import Rank
from mulin.places.models import Area, Succession
from mulin.places.queries import chain, children
from mulin.surfaces.ops.views.gate import held
from mulin.surfaces.ops.views.given import area_seen
from mulin.ui.forms import carried_out
from mulin.ui.http import done, onward, page

MOST_LISTED = 200


class CutForm(forms.Form):
    """Which of the areas below make up the second part."""

    stays = forms.CharField(label=gettext_lazy("Name of the first part"), max_length=80)
    leaves = forms.CharField(label=gettext_lazy("Name of the second part"), max_length=80)
    leaving = forms.MultipleChoiceField(
        label=gettext_lazy("These make up the second part"),
        widget=forms.CheckboxSelectMultiple,
    )


class JoinForm(forms.Form):
    """Which neighbours it is joined with, and what the sum is called."""

    areas = forms.MultipleChoiceField(label=gettext_lazy("Join with"), widget=forms.CheckboxSelectMultiple)
    name = forms.CharField(label=gettext_lazy("Name of the whole"), max_length=80)


class MoveForm(forms.Form):
    to = forms.CharField(label=gettext_lazy("Code of the area above"), max_length=40)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("New code"),
        max_length=40,
        help_text=gettext_lazy("The old code still finds this area and is given to no other."),
    )


FORMS: dict[str, type[forms.Form]] = {
    "cut": CutForm,
    "join": JoinForm,
    "move": MoveForm,
    "renumber": CodeForm,
}


class Recut(LoginRequiredMixin, View):
    """Each of the four is one form; what the area was stays as history."""

    def get(self, request: HttpRequest, area_id: int) -> HttpResponse:
        held(request, Duty.AREA_MANAGE)
        area = area_seen(area_id)
        return self._shown(request, area, _forms(area))

    def post(self, request: HttpRequest, area_id: int) -> HttpResponse:
        actor, verb = held(request, Duty.AREA_MANAGE), request.POST.get("verb", "")
        area = area_seen(area_id)
        found = _forms(area, verb, request.POST)
        form = found.get(verb)
        if form is None:
            raise NotFound
        next_one = carried_out(form, lambda given: _act(verb, area, given, actor))
        if next_one is not None:
            done(
                request,
                _("Done. Cases, posts, rounds, things and campaigns follow the ground by themselves."),
            )
            return onward(request, f"/ops/areas/{next_one.pk}/")
        return self._shown(request, area, found, 400)

    def _shown(
        self, request: HttpRequest, area: Area, found: dict[str, forms.Form], status: int = 200
    ) -> HttpResponse:
        context = {
            "area": area,
            "line": chain(area)[:-1],
            "forms": found,
            "became": Succession.objects.filter(predecessor=area).select_related("successor"),
            "came": Succession.objects.filter(successor=area).select_related("predecessor"),
        }
        return page(request, "ops/recut.html", context, status=status)


def _forms(area: Area, verb: str = "", data: Any = None) -> dict[str, forms.Form]:
    """The forms that fit the area; the one of `verb` bound to what was sent."""
    if area.valid_to is not None:
        return {}
    below = [(str(each.pk), each.name) for each in children(area)[:MOST_LISTED]]
    beside = [
        (str(each.pk), each.name)
        for each in children(area.parent)[:MOST_LISTED]
        if each.pk != area.pk and each.rank == area.rank
    ]
    wanted = [("cut", len(below) > 1), ("join", bool(beside)), ("move", area.parent_id), ("renumber", True)]
    made = {
        name: FORMS[name](data if name == verb else None, auto_id=f"{name}-%s")
        for name, fits in wanted
        if fits
    }
    for name, field, choices in (("cut", "leaving", below), ("join", "areas", beside)):
        if name in made:
            made[name].fields[field].choices = choices  # type: ignore[attr-defined] # a MultipleChoiceField
    return made


def _act(verb: str, area: Area, given: dict[str, Any], by: Actor) -> Area:
    """Do it; the area to go on from."""
    if verb == "cut":
        leaving = list(Area.objects.filter(pk__in=given["leaving"]))
        return divide(area, stays=given["stays"], leaves=given["leaves"], leaving=leaving, by=by)[0]
    if verb == "join":
        areas = [area, *Area.objects.filter(pk__in=given["areas"])]
        return merge(areas, new=NewArea(name=given["name"], rank=Rank(area.rank)), by=by)
    if verb == "move":
        return move(area, to=area_of(given["to"], "to"), by=by)
    return renumber(area, code=given["code"], by=by)
