"""Campaigns at the desk: the list, the wall chart, how one begins and ends."""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views import View

from mulin.campaigns.access import campaign_for, counted_targets, runs, visible_to
from mulin.campaigns.actions.end import end
from mulin.campaigns.actions.start import change, start
from mulin.campaigns.kinds import OPEN, CampaignState, Over, TargetState
from mulin.campaigns.models import Campaign
from mulin.campaigns.queries import Standing, chart, standings, targets
from mulin.catalogue.kinds import Door
from mulin.catalogue.queries import report_choices
from mulin.lib import clock
from mulin.lib.errors import BadInput, NotFound
from mulin.lib.ids import known_id, known_number, uuid7
from mulin.lib.paging import page as page_of
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.surfaces.desk.campaign_forms import CampaignForm, ChangeForm
from mulin.surfaces.desk.grounds import areas_below
from mulin.ui.campaigns.pages import TargetPage, TargetVerb
from mulin.ui.campaigns.shown import TONES, rows
from mulin.ui.cases.given import kind_given
from mulin.ui.filters import CHOICE, FLAG, TEXT, Filter, FilterBar
from mulin.ui.forms import add_refusal
from mulin.ui.http import actor_of, done, onward, page

SEEING = (Duty.CAMPAIGN_RUN, Duty.CAMPAIGN_SEE, Duty.CAMPAIGN_DO)
SIZE, MOST_TILES = 50, 1200


@login_required
def campaigns(request: HttpRequest) -> HttpResponse:
    """Those that run, or those that ended, with how they stand on the reader's ground."""
    actor = actor_of(request)
    if not any(actor.may(duty) for duty in SEEING):
        raise NotFound
    ended = request.GET.get("tab") == "ended"
    state = CampaignState.ENDED if ended else CampaignState.RUNNING
    found = visible_to(actor).filter(state=state).select_related("area")
    shown = page_of(found, request.GET.get("cursor"), 25, ("-started_at", "-id"))
    told = standings(actor, [one.pk for one in shown.items])
    context = {
        "page": shown,
        "rows": [(one, told.get(one.pk, Standing())) for one in shown.items],
        "ended": ended,
        "may_start": actor.may(Duty.CAMPAIGN_RUN),
    }
    return page(request, "desk/campaigns.html", context)


@login_required
def campaign(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """The wall chart, and the list behind it for those who work on it."""
    actor = actor_of(request)
    found = campaign_for(actor, campaign_id)
    lines = chart(found, actor)
    bar = _bar(request, lines)
    listed = _narrowed(targets(found, actor), bar)
    wall = request.GET.get("view") == "wall"
    shown = page_of(listed, None if wall else request.GET.get("cursor"), SIZE, ("number", "id"))
    context = {
        "campaign": found,
        "whole": _whole(lines),
        "states": [(one.value, one.label, TONES[one]) for one in TargetState],
        "chart": [
            (row.area, row.standing, [(s.value, row.standing.counts.get(s, 0)) for s in TargetState])
            for row in lines
        ],
        "bar": bar,
        "wall": wall,
        "page": shown,
        "rows": rows(listed.order_by("area__code", "number")[:MOST_TILES] if wall else shown.items),
        "works": actor.may(Duty.CAMPAIGN_RUN) or actor.may(Duty.CAMPAIGN_DO),
        "runs": runs(actor, found),
        "over_late": found.state == CampaignState.RUNNING and found.ends < clock.today(),
    }
    return page(request, "desk/campaign.html", context)


def _whole(lines: list[Any]) -> Standing:
    whole = Standing()
    for row in lines:
        for state, number in row.standing.counts.items():
            whole.counts[state] = whole.counts.get(state, 0) + number
        whole.late += row.standing.late
    return whole


def _bar(request: HttpRequest, lines: list[Any]) -> FilterBar:
    areas = [(str(row.area.pk), row.area.name) for row in lines if row.area is not None]
    offered = [
        Filter("area", _("Area"), CHOICE, areas),
        Filter("state", _("State"), CHOICE, TargetState.choices),
        Filter("late", pgettext("day", "Only late"), FLAG),
        Filter("words", _("Name or address"), TEXT, wide=True),
    ]
    return FilterBar(offered, request.GET, keep=("view",))


def _narrowed(found: Any, bar: FilterBar) -> Any:
    values = bar.values
    if area := known_number(values["area"]):
        found = (
            found.filter(grid_id=area) | found.filter(community_id=area) | found.filter(micro_grid_id=area)
        )
    if values["state"]:
        found = found.filter(state=values["state"])
    if values["late"]:
        found = found.filter(next_on__lt=clock.today())
    if words := values["words"]:
        found = found.filter(label__icontains=words) | found.filter(address__icontains=words)
    return found


class NewCampaign(LoginRequiredMixin, View):
    """A campaign begins; its list comes on the next page."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._shown(request, self._form(_runner(request)))

    def post(self, request: HttpRequest) -> HttpResponse:
        actor = _runner(request)
        form = self._form(actor, request.POST)
        if form.is_valid():
            given = form.cleaned_data
            areas = {str(one.pk): one for one in areas_below(actor, Duty.CAMPAIGN_RUN)}
            try:
                made = start(
                    id=known_id(request.POST.get("id", "")),
                    area=areas[given["area"]],
                    kind=kind_given(given["kind"]),
                    by=actor,
                    **{name: given[name] for name in ("name", "aim", "over", "begins", "ends")},
                )
            except BadInput as refusal:
                add_refusal(form, refusal)
            else:
                done(request, _("The campaign has begun; now make its list."))
                return onward(request, f"/desk/campaigns/{made.pk}/list/")
        return self._shown(request, form, status=400)

    def _form(self, actor: Actor, data: Any = None) -> CampaignForm:
        form = CampaignForm(data, initial={"begins": clock.today(), "over": Over.OBJECTS})
        areas = areas_below(actor, Duty.CAMPAIGN_RUN)
        groups = report_choices(areas[0].pk if areas else None, Door.PATROL)
        kinds = [
            (heading, [(str(kind.pk), kind.name) for kind in inner]) for heading, inner in groups.items()
        ]
        form.fields["area"].choices = [(str(one.pk), one.name) for one in areas]  # type: ignore[attr-defined] # a ChoiceField
        form.fields["kind"].choices = [("", _("decide then")), *kinds]  # type: ignore[attr-defined] # a ChoiceField
        return form

    def _shown(self, request: HttpRequest, form: CampaignForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "id": request.POST.get("id") or uuid7()}
        return page(request, "desk/campaign_new.html", context, status=status)


class ChangeCampaign(LoginRequiredMixin, View):
    """Another name, aim or last day."""

    def get(self, request: HttpRequest, campaign_id: UUID) -> HttpResponse:
        found = run_by(actor_of(request), campaign_id)
        form = ChangeForm(initial={"name": found.name, "aim": found.aim, "ends": found.ends})
        return page(request, "desk/campaign_change.html", {"campaign": found, "form": form})

    def post(self, request: HttpRequest, campaign_id: UUID) -> HttpResponse:
        actor = actor_of(request)
        found, form = run_by(actor, campaign_id), ChangeForm(request.POST)
        if form.is_valid():
            try:
                change(found, by=actor, **form.cleaned_data)
            except BadInput as refusal:
                add_refusal(form, refusal)
            else:
                done(request, _("Changed."))
                return onward(request, f"/desk/campaigns/{found.pk}/")
        return page(request, "desk/campaign_change.html", {"campaign": found, "form": form}, status=400)


class EndCampaign(LoginRequiredMixin, View):
    """Asked first: how many become cases; then done in one go."""

    def get(self, request: HttpRequest, campaign_id: UUID) -> HttpResponse:
        found = run_by(actor_of(request), campaign_id)
        left = counted_targets(Actor.system("desk")).filter(campaign=found, state__in=sorted(OPEN))
        context = {"campaign": found, "left": left.count(), "some": rows(left.order_by("number")[:12])}
        return page(request, "desk/campaign_end.html", context)

    def post(self, request: HttpRequest, campaign_id: UUID) -> HttpResponse:
        actor = actor_of(request)
        found = run_by(actor, campaign_id)
        end(found, expected=known_number(request.POST.get("left", "")), by=actor)
        done(request, _("The campaign has ended; what was open goes on as cases."))
        return onward(request, f"/desk/campaigns/{found.pk}/")


class DeskTarget(TargetPage):
    """A target at the desk."""

    template: ClassVar[str] = "desk/target.html"


class DeskTargetVerb(TargetVerb):
    """A verb at the desk."""

    template: ClassVar[str] = "desk/target.html"


def run_by(actor: Actor, campaign_id: UUID) -> Campaign:
    """A campaign that the actor runs; to others this page does not exist."""
    found = campaign_for(actor, campaign_id)
    if not runs(actor, found):
        raise NotFound
    return found


def _runner(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not actor.may(Duty.CAMPAIGN_RUN):
        raise NotFound
    return actor
