"""Areas: the tree, its map, and what can be mended."""

import json
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import View

from mulin.lib.errors import BadInput
from mulin.people.kinds import Duty
from mulin.places.actions.create_area import NewArea, create_area
from mulin.places.actions.rename import rename
from mulin.places.actions.retire import retire
from mulin.places.actions.set_boundary import set_boundary
from mulin.places.kinds import Rank
from mulin.places.models import Area
from mulin.places.queries import boundary_report, chain, children, outlines
from mulin.surfaces.ops.forms import AreaForm, ChildForm
from mulin.surfaces.ops.views.gate import held, needs
from mulin.surfaces.ops.views.given import area_seen
from mulin.ui.forms import add_refusal
from mulin.ui.http import done, onward, page

ROUGH_METRES = 15.0


@needs(Duty.AREA_MANAGE)
def areas(request: HttpRequest) -> HttpResponse:
    """The top of the tree, as far down as it is drawn or begins to branch."""
    roots = list(children(None)[:200])
    if len(roots) == 1:
        return onward(request, f"/ops/areas/{_first(roots[0]).pk}/")
    return page(request, "ops/areas.html", {"roots": roots})


@needs(Duty.AREA_MANAGE)
def report(request: HttpRequest, area_id: int) -> HttpResponse:
    """Overlaps and gaps of the areas below one."""
    area = area_seen(area_id)
    found = boundary_report(area)
    words = {
        "areas": _("Areas"),
        "without_outline": _("Without outline"),
        "overlaps": _("Overlaps"),
        "overlap_m2": _("Overlap in m²"),
        "gaps": _("Gaps"),
        "gap_m2": _("Gap in m²"),
        "outside": _("Outside the parent"),
        "outside_m2": _("Outside in m²"),
    }
    figures = {words[name]: value for name, value in found.figures().items() if name in words}
    context = {"area": area, "report": found, "figures": figures, "shapes": _drawn(found.faults)}
    return page(request, "ops/area_report.html", context)


def _first(area: Area) -> Area:
    while not area.shape_version and len(below := list(children(area)[:2])) == 1:
        area = below[0]
    return area


def _drawn(shapes: Any) -> Any:
    """Outlines with what the map shows of each: name, colour and where a press leads."""
    for feature in shapes.get("features", []):
        kept = feature["properties"]
        kept.setdefault("name", kept.get("code", ""))
        kept.setdefault("tone", "low")
        if kept.get("id"):
            kept["url"] = f"/ops/areas/{kept['id']}/"
    return shapes


class AreaPage(LoginRequiredMixin, View):
    """One area with its children on the map."""

    def get(self, request: HttpRequest, area_id: int) -> HttpResponse:
        held(request, Duty.AREA_MANAGE)
        area = area_seen(area_id)
        return self._shown(request, area, AreaForm(initial={"name": area.name}), self._child(area))

    def post(self, request: HttpRequest, area_id: int) -> HttpResponse:
        actor = held(request, Duty.AREA_MANAGE)
        area, verb = area_seen(area_id), request.POST.get("verb", "")
        form = AreaForm(request.POST if verb in ("rename", "boundary") else None, initial={"name": area.name})
        child = self._child(area, request.POST if verb == "create" else None)
        active = child if verb == "create" else form
        if verb != "retire" and not active.is_valid():
            return self._shown(request, area, form, child, 400)
        try:
            if verb == "rename":
                rename(area, name=form.cleaned_data["name"], by=actor)
            elif verb == "boundary":
                set_boundary(area, boundary=_geojson(form), crs=form.cleaned_data["crs"] or "wgs84", by=actor)
            elif verb == "create":
                new = NewArea(name=child.cleaned_data["name"], rank=Rank(int(child.cleaned_data["rank"])))
                area = create_area(area, new=new, by=actor)
            elif verb == "retire":
                retire(area, by=actor)
        except BadInput as refusal:
            add_refusal(active, refusal)
            return self._shown(request, area, form, child, 400)
        done(request, _("Done."))
        return onward(request, f"/ops/areas/{area.pk}/")

    def _child(self, area: Area, data: Any = None) -> ChildForm:
        form = ChildForm(data, prefix=None, auto_id="child-%s")
        form.fields["rank"].choices = [(r.value, r.label) for r in Rank if r > area.rank]  # type: ignore[attr-defined] # a ChoiceField
        return form

    def _shown(
        self, request: HttpRequest, area: Area, form: AreaForm, child: ChildForm, status: int = 200
    ) -> HttpResponse:
        below = list(children(area)[:300])
        context = {
            "area": area,
            "line": chain(area)[:-1],
            "below": below,
            **_map(area, below),
            "form": form,
            "child": child,
        }
        return page(request, "ops/area.html", context, status=status)


def _map(area: Area, below: list[Area]) -> dict[str, Any]:
    """The parts below; where they have no outline, the area itself with a point for each part that has one."""
    shapes = outlines(area, None, ROUGH_METRES)
    drawn = {feature["properties"]["id"] for feature in shapes["features"]}
    if not drawn and area.rank in Rank:
        shapes = outlines(area, Rank(area.rank), ROUGH_METRES)
    points = [
        {"lng": one.lng, "lat": one.lat, "label": one.name, "url": f"/ops/areas/{one.pk}/"}
        for one in below
        if one.pk not in drawn and one.lng is not None and one.lat is not None
    ]
    bare = sum(one.pk not in drawn for one in below)
    return {
        "shapes": _drawn(shapes),
        "points": points,
        "bare": bare,
        "empty": not shapes["features"] and not points,
    }


def _geojson(form: AreaForm) -> Any:
    try:
        return json.loads(form.cleaned_data["boundary"] or "null")
    except ValueError as fault:
        raise BadInput(fields={"boundary": _("This is not GeoJSON; please check it.")}) from fault
