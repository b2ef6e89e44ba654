"""Compounds, buildings and doors of an area, added by hand; many at once come by the imports."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from mulin.lib.errors import BadInput, NotFound
from mulin.lib.paging import page as page_of
from mulin.people.access import Actor
from mulin.people.imports.columns import listed
from mulin.people.imports.lookups import area_of, building_of, compound_of
from mulin.people.kinds import Duty
from mulin.places.actions.add_doors import add_doors
from mulin.places.actions.create_building import create_building
from mulin.places.actions.create_compound import create_compound
from mulin.places.kinds import CompoundKind, PropertyModel, Rank
from mulin.places.models import Area, Building, Compound
from mulin.places.queries import chain
from mulin.places.rules.doors import doors_written
from mulin.surfaces.ops.views.gate import held
from mulin.surfaces.ops.views.given import area_seen
from mulin.ui.forms import carried_out
from mulin.ui.http import done, onward, page

LINES = forms.Textarea(attrs={"rows": 4, "placeholder": "1单元：101、102、201、202"})
HINT = gettext_lazy("A line for each entrance: its name, a colon, its doors.")


class CompoundForm(forms.Form):
    """A residential compound or villagers' group of a community."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=CompoundKind.choices)
    property_model = forms.ChoiceField(label=gettext_lazy("Property service"), choices=PropertyModel.choices)
    grids = forms.CharField(label=gettext_lazy("Grids that share it (codes)"), max_length=400, required=False)


class BuildingForm(forms.Form):
    """A building of a grid."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    number = forms.CharField(
        label=gettext_lazy("Number"),
        max_length=5,
        required=False,
        help_text=gettext_lazy("Left empty, the next one."),
    )
    compound = forms.CharField(label=gettext_lazy("Code of the compound"), max_length=40, required=False)
    address = forms.CharField(label=gettext_lazy("Address"), max_length=300, required=False)
    doors = forms.CharField(
        label=gettext_lazy("Entrances and doors"),
        max_length=40_000,
        required=False,
        widget=LINES,
        help_text=HINT,
    )


class DoorsForm(forms.Form):
    """More entrances and doors of a building that stands."""

    building = forms.CharField(label=gettext_lazy("Building (name or number)"), max_length=200)
    doors = forms.CharField(
        label=gettext_lazy("Entrances and doors"), max_length=40_000, widget=LINES, help_text=HINT
    )


def _compound(area: Area, given: dict[str, Any], by: Actor) -> Compound:
    grids = [area_of(code, "grids") for code in listed(given["grids"])]
    return create_compound(
        area,
        name=given["name"],
        kind=given["kind"],
        property_model=given["property_model"],
        grids=grids,
        by=by,
    )


def _building(area: Area, given: dict[str, Any], by: Actor) -> Building:
    compound = compound_of(given["compound"], "compound") if given["compound"] else None
    return create_building(
        area,
        name=given["name"],
        number=given["number"],
        compound=compound,
        address=given["address"],
        entrances=doors_written(given["doors"]),
        by=by,
    )


def _doors(area: Area, given: dict[str, Any], by: Actor) -> object:
    building = building_of(area, given["building"])
    if building is None:
        raise BadInput(fields={"building": _("There is no such building in this grid.")})
    return add_doors(building, entrances=doors_written(given["doors"]), by=by)


ACTS: dict[str, tuple[type[forms.Form], Callable[[Area, dict[str, Any], Actor], object]]] = {
    "compound": (CompoundForm, _compound),
    "building": (BuildingForm, _building),
    "doors": (DoorsForm, _doors),
}


class Buildings(LoginRequiredMixin, View):
    """What stands in an area, and forms for what is missing."""

    def get(self, request: HttpRequest, area_id: int) -> HttpResponse:
        held(request, Duty.AREA_MANAGE)
        return self._shown(request, area_seen(area_id), {})

    def post(self, request: HttpRequest, area_id: int) -> HttpResponse:
        actor, area = held(request, Duty.AREA_MANAGE), area_seen(area_id)
        verb = request.POST.get("verb", "")
        if verb not in _verbs(area):
            raise NotFound
        kind, do = ACTS[verb]
        form = kind(request.POST, auto_id=f"{verb}-%s")
        kept = carried_out(form, lambda given: do(area, given, actor))
        if kept is not None:
            done(request, _("Done."))
            return onward(request, f"/ops/areas/{area.pk}/buildings/")
        return self._shown(request, area, {verb: form}, 400)

    def _shown(
        self, request: HttpRequest, area: Area, filled: dict[str, forms.Form], status: int = 200
    ) -> HttpResponse:
        below = {area.lineage_column: area.pk, "valid_to": None}
        rows = Building.objects.filter(**below).select_related("area", "compound")
        rows = rows.annotate(doors=Count("entrances__households"))
        context = {
            "area": area,
            "line": chain(area)[:-1],
            "page": page_of(rows, request.GET.get("cursor"), 50, ("name", "id")),
            "compounds": Compound.objects.filter(**below).order_by("code")[:100],
            "forms": {verb: filled.get(verb) or ACTS[verb][0](auto_id=f"{verb}-%s") for verb in _verbs(area)},
        }
        return page(request, "ops/buildings.html", context, status=status)


def _verbs(area: Area) -> list[str]:
    """Compounds hang on communities, buildings on grids and what lies in them."""
    if area.valid_to is not None:
        return []
    if area.rank == Rank.COMMUNITY:
        return ["compound"]
    return ["building", "doors"] if area.rank >= Rank.GRID else []
