"""Beside a kind: to which ranks and by which ways it is admitted, and its filing standards."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import View

from mulin.catalogue.actions.admit import admit
from mulin.catalogue.actions.set_standard import set_standard
from mulin.catalogue.kinds import Door
from mulin.catalogue.models import Kind, Standard
from mulin.catalogue.queries import admissions_of, admitted_ranks, standards_of
from mulin.lib.errors import BadInput
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.places.kinds import Rank
from mulin.surfaces.ops.forms import AdmissionForm, StandardForm
from mulin.surfaces.ops.views.catalogue import is_draft, kind_seen
from mulin.surfaces.ops.views.gate import held
from mulin.surfaces.ops.views.given import area_wanted
from mulin.ui.forms import add_refusal, carried_out
from mulin.ui.http import done, onward, page

STANDARD = (
    *("filing_condition", "closing_condition", "limit_amount", "limit_unit"),
    *("limit_note", "legal_basis"),
)


class AdmissionPage(LoginRequiredMixin, View):
    """What holds for each rank, who decided so, and a new decision; it stands over all editions."""

    def get(self, request: HttpRequest, kind_id: int) -> HttpResponse:
        held(request, Duty.CATALOGUE_MANAGE)
        return self._shown(request, kind_seen(kind_id), AdmissionForm())

    def post(self, request: HttpRequest, kind_id: int) -> HttpResponse:
        actor = held(request, Duty.CATALOGUE_MANAGE)
        kind, form = kind_seen(kind_id), AdmissionForm(request.POST)
        kept = carried_out(form, lambda given: self._decide(kind, given, actor))
        if kept is not None:
            done(request, _("The decision is in force."))
            return onward(request, f"/ops/catalogue/kinds/{kind.pk}/admission/")
        return self._shown(request, kind, form, 400)

    def _decide(self, kind: Kind, given: dict[str, Any], actor: Actor) -> object:
        return admit(
            kind.key,
            reason=given["reason"],
            area=area_wanted(given["area"]),
            rank=given["rank"],
            door=given["door"],
            admitted=given["admitted"] == "yes",
            until=given["until"],
            by=actor,
        )

    def _shown(
        self, request: HttpRequest, kind: Kind, form: AdmissionForm, status: int = 200
    ) -> HttpResponse:
        decisions = [
            (row, Rank(row.rank).label if row.rank else Door(row.door).label)
            for row in admissions_of(kind)[:200]
        ]
        ranks = [(rank.label, told) for rank, told in admitted_ranks(kind)]
        context = {"kind": kind, "form": form, "ranks": ranks, "decisions": decisions}
        return page(request, "ops/admission.html", context, status=status)


class StandardsPage(LoginRequiredMixin, View):
    """When a matter of the kind is filed and closed, and its limit; edited in a draft."""

    def get(self, request: HttpRequest, kind_id: int) -> HttpResponse:
        held(request, Duty.CATALOGUE_MANAGE)
        kind = kind_seen(kind_id)
        return self._shown(
            request, kind, StandardForm(initial=self._initial(kind, request.GET.get("number")))
        )

    def post(self, request: HttpRequest, kind_id: int) -> HttpResponse:
        actor = held(request, Duty.CATALOGUE_MANAGE)
        kind, form = kind_seen(kind_id), StandardForm(request.POST)
        if form.is_valid():
            given = form.cleaned_data
            fields = {name: given[name] for name in STANDARD}
            try:
                set_standard(kind, number=given["number"], by=actor, **fields)
            except BadInput as refusal:
                add_refusal(form, refusal)
            else:
                done(request, _("Kept in the draft."))
                return onward(request, f"/ops/catalogue/kinds/{kind.pk}/standards/")
        return self._shown(request, kind, form, 400)

    def _initial(self, kind: Kind, number: str | None) -> dict[str, Any]:
        rows = standards_of(kind)
        row = next((one for one in rows if str(one.number) == number), None)
        if row is None:
            return {"number": max((one.number for one in rows), default=0) + 1}
        return {"number": row.number, **{name: getattr(row, name) for name in STANDARD}}

    def _shown(self, request: HttpRequest, kind: Kind, form: StandardForm, status: int = 200) -> HttpResponse:
        rows: list[Standard] = standards_of(kind)
        context = {"kind": kind, "form": form, "rows": rows, "draft": is_draft(kind.edition)}
        return page(request, "ops/standards.html", context, status=status)
