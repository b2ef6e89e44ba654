"""Duty rows: who answers for what, where."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from mulin.catalogue.actions.end_duty import end_duty
from mulin.catalogue.actions.set_duty import set_duty
from mulin.catalogue.models import DutyRow, Kind
from mulin.lib.errors import Refusal
from mulin.lib.paging import page as page_of
from mulin.people.access import Actor
from mulin.people.imports.columns import listed
from mulin.people.imports.lookups import area_of, organisation_of
from mulin.people.kinds import Duty
from mulin.surfaces.ops.forms import DutyForm
from mulin.surfaces.ops.views.gate import held, needs
from mulin.surfaces.ops.views.given import row_of
from mulin.ui.filters import TEXT, Filter, FilterBar
from mulin.ui.forms import carried_out
from mulin.ui.http import done, onward, page


class Duties(LoginRequiredMixin, View):
    """Rows in force, and a form for a new one; the row that stood there ends."""

    def get(self, request: HttpRequest) -> HttpResponse:
        held(request, Duty.CATALOGUE_MANAGE)
        return self._shown(request, DutyForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        actor, form = held(request, Duty.CATALOGUE_MANAGE), DutyForm(request.POST)
        kept = carried_out(form, lambda given: self._set(given, actor), Refusal)
        if kept is not None:
            done(request, _("The duty row is in force."))
            return onward(request, "/ops/duties/")
        return self._shown(request, form, 400)

    def _set(self, given: dict[str, Any], actor: Actor) -> DutyRow:
        return set_duty(
            given["key"],
            area_of(given["area"], "area"),
            by=actor,
            organisation=organisation_of(given["organisation"], "organisation"),
            assist=[organisation_of(code, "assist") for code in listed(given["assist"])],
            from_date=given["from_date"],
            basis=given["basis"],
        )

    def _shown(self, request: HttpRequest, form: DutyForm, status: int = 200) -> HttpResponse:
        bar = FilterBar([Filter("key", _("Kind or class (key)"), TEXT)], request.GET)
        rows = DutyRow.objects.filter(valid_to=None).select_related("organisation", "post", "role", "area")
        if bar.values["key"]:
            rows = rows.filter(key__startswith=bar.values["key"])
        shown = page_of(rows, request.GET.get("cursor"), 50, ("key", "id"))
        names = dict(
            Kind.objects.filter(key__in=[row.key for row in shown.items])
            .order_by("pk")
            .values_list("key", "name")
        )
        context = {
            "page": shown,
            "rows": [(row, names.get(row.key, "")) for row in shown.items],
            "form": form,
            "bar": bar,
        }
        return page(request, "ops/duties.html", context, status=status)


@needs(Duty.CATALOGUE_MANAGE)
@require_POST
def end(request: HttpRequest, row_id: int) -> HttpResponse:
    """End a row today."""
    end_duty(row_of(DutyRow.objects.all(), row_id), by=held(request, Duty.CATALOGUE_MANAGE))
    done(request, _("The duty row has ended."))
    return onward(request, "/ops/duties/")
