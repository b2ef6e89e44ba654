"""The list of a campaign is made: every door of a place, lines by hand, or a table."""

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import View

from mulin.campaigns.actions.add_targets import Draft, add_households, add_targets
from mulin.campaigns.imports import COLUMNS_OF_LIST, HEADINGS, take_list
from mulin.campaigns.models import Campaign
from mulin.lib.errors import BadInput, NotFound
from mulin.lib.ids import known_number
from mulin.lib.intake import Fate, Intake
from mulin.lib.tables import Column, write_template
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.places.models import Area, Household
from mulin.surfaces.desk.campaign_forms import DoorsForm, LinesForm, TableForm
from mulin.surfaces.desk.grounds import compounds_in, inside
from mulin.surfaces.desk.views.campaigns import run_by
from mulin.ui.forms import add_refusal
from mulin.ui.http import actor_of, done, onward, page

FORMS: dict[str, type[forms.Form]] = {"doors": DoorsForm, "lines": LinesForm, "table": TableForm}
MOST_BYTES = 5 * 1024 * 1024
ENDINGS = (".csv", ".tsv", ".xlsx")
COMMAS = ("，", ",", "\t")


class MakeList(LoginRequiredMixin, View):
    """Three ways; each adds what is not on the list yet."""

    def get(self, request: HttpRequest, campaign_id: UUID) -> HttpResponse:
        return self._shown(request, run_by(actor_of(request), campaign_id), {})

    def post(self, request: HttpRequest, campaign_id: UUID) -> HttpResponse:
        actor = actor_of(request)
        found = run_by(actor, campaign_id)
        way = request.POST.get("way", "")
        if way not in FORMS:
            raise BadInput(fields={"way": _("Choose one of the ways.")})
        form, report = self._form(way, found, request.POST, request.FILES), None
        if form.is_valid():
            try:
                if way == "table":
                    report = _table(found, form.cleaned_data["file"], actor)
                    count = report.counts[Fate.MADE] if report.saved else None
                else:
                    count = _doors(found, form, actor) if way == "doors" else _lines(found, form, actor)
            except BadInput as refusal:
                add_refusal(form, refusal, {"name": "lines", "address": "lines", "list": "lines"})
            else:
                if count is not None:
                    done(request, _("%(count)d put on the list.") % {"count": count})
                    return onward(request, f"/desk/campaigns/{found.pk}/")
        return self._shown(request, found, {way: form}, report, status=400)

    def _form(self, way: str, campaign: Campaign, data: Any = None, files: Any = None) -> forms.Form:
        form = FORMS[way](data, files, auto_id=f"{way}-%s")
        areas = [(f"a{one.pk}", one.name) for one in inside(campaign.area)]
        if way == "doors":
            compounds = [(f"c{one.pk}", one.name) for one in compounds_in(campaign.area)]
            form.fields["ground"].choices = [(_("Compounds"), compounds), (_("Areas"), areas)]  # type: ignore[attr-defined] # a ChoiceField
        elif way == "lines":
            form.fields["area"].choices = areas  # type: ignore[attr-defined] # a ChoiceField
        return form

    def _shown(
        self,
        request: HttpRequest,
        campaign: Campaign,
        wrong: dict[str, forms.Form],
        report: Intake | None = None,
        status: int = 200,
    ) -> HttpResponse:
        context = {
            "campaign": campaign,
            "forms": {way: wrong.get(way) or self._form(way, campaign) for way in FORMS},
            "report": report,
            "problems": report.problems[:100] if report else [],
        }
        return page(request, "desk/campaign_list.html", context, status=status)


@login_required
def template(request: HttpRequest) -> FileResponse:
    """An empty table with the columns that are understood, under Chinese headings."""
    if not actor_of(request).may(Duty.CAMPAIGN_RUN):
        raise NotFound
    words = {name: heading for heading, name in reversed(HEADINGS.items())}
    columns = [
        Column(words.get(one.name, one.name), one.note, one.needed, one.example) for one in COLUMNS_OF_LIST
    ]
    with NamedTemporaryFile(suffix=".xlsx") as file:
        write_template(Path(file.name), columns)
        handle = Path(file.name).open("rb")  # noqa: SIM115 - the response closes it
    return FileResponse(handle, as_attachment=True, filename="campaign-list.xlsx")


def _doors(campaign: Campaign, form: forms.Form, by: Actor) -> int:
    chosen = str(form.cleaned_data["ground"])
    number = known_number(chosen[1:]) or 0
    homes = Household.objects.filter(**{campaign.area.lineage_column: campaign.area_id}, valid_to=None)
    if chosen.startswith("c"):
        homes = homes.filter(entrance__building__compound_id=number)
    else:
        area = Area.objects.get(pk=number)
        homes = homes.filter(**{area.lineage_column: area.pk})
    ordered = homes.select_related("entrance__building__compound").order_by(
        "entrance__building__number", "entrance__name", "door"
    )
    found = list(ordered)
    if not found:
        raise BadInput(fields={"ground": _("No door is known there.")})
    return len(add_households(campaign, found, by=by))


def _lines(campaign: Campaign, form: forms.Form, by: Actor) -> int:
    area = Area.objects.get(pk=known_number(str(form.cleaned_data["area"])[1:]) or 0)
    drafts = []
    for line in form.cleaned_data["lines"].splitlines():
        if line.strip():
            comma = next((sign for sign in COMMAS if sign in line), COMMAS[0])
            label, _sign, address = line.partition(comma)
            drafts.append(Draft(label=label, area=area, address=address))
    return len(add_targets(campaign, drafts, by=by))


def _table(campaign: Campaign, upload: Any, by: Actor) -> Intake:
    ending = Path(upload.name or "").suffix.lower()
    if ending not in ENDINGS:
        raise BadInput(fields={"file": _("Give a CSV or XLSX file.")})
    if upload.size > MOST_BYTES:
        raise BadInput(fields={"file": _("The file is larger than 5 MB; please split it.")})
    with NamedTemporaryFile(suffix=ending) as kept:
        for chunk in upload.chunks():
            kept.write(chunk)
        kept.flush()
        return take_list(campaign, Path(kept.name), by=by)
