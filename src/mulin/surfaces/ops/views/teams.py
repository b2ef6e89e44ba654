"""Teams such as 1+3+N: who links, who supports, which households are theirs."""

from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from mulin.lib import clock
from mulin.lib.errors import BadInput, Refusal
from mulin.people.access import Actor, visible_posts, within
from mulin.people.actions.close_team import close_team
from mulin.people.actions.form_team import form_team
from mulin.people.actions.relink_team import relink_team
from mulin.people.imports.columns import listed
from mulin.people.imports.lookups import area_of
from mulin.people.kinds import Duty, TeamKind, TeamPart
from mulin.people.models import Post, Team, TeamMember
from mulin.places.models import Area, Household
from mulin.surfaces.ops.views.gate import held
from mulin.surfaces.ops.views.given import open_post, row_of
from mulin.ui.forms import add_refusal, carried_out
from mulin.ui.http import done, onward, page

MOST = 200
SUPPORT = (TeamPart.PROPERTY, TeamPart.VOLUNTEER, TeamPart.PARTNER)


class TeamForm(forms.Form):
    """A new team; members are named by the codes of their posts."""

    code = forms.CharField(label=gettext_lazy("Code"), max_length=64)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=TeamKind.choices)
    area = forms.CharField(label=gettext_lazy("Code of the area"), max_length=40)
    linking = forms.CharField(label=gettext_lazy("Linking member (code of the post)"), max_length=64)
    property = forms.CharField(
        label=gettext_lazy("Property worker (code of the post)"), max_length=64, required=False
    )
    volunteer = forms.CharField(
        label=gettext_lazy("Volunteer (code of the post)"), max_length=64, required=False
    )
    partner = forms.CharField(
        label=gettext_lazy("Co-building unit's member (code of the post)"), max_length=64, required=False
    )
    buildings = forms.CharField(
        label=gettext_lazy("Buildings whose households belong to it (names or numbers)"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class LinkForm(forms.Form):
    linking = forms.CharField(label=gettext_lazy("New linking member (code of the post)"), max_length=64)


class Teams(LoginRequiredMixin, View):
    """The teams of the areas one manages, and a form for a new one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._shown(request, held(request, Duty.POST_MANAGE), TeamForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        actor, form = held(request, Duty.POST_MANAGE), TeamForm(request.POST)
        team = carried_out(form, lambda given: _formed(given, actor), Refusal)
        if team is not None:
            done(request, _("The team is formed."))
            return onward(request, f"/ops/teams/{team.pk}/")
        return self._shown(request, actor, form, 400)

    def _shown(self, request: HttpRequest, actor: Actor, form: TeamForm, status: int = 200) -> HttpResponse:
        today = Q(members__during__contains=clock.today())
        counted = Count("members", filter=today & Q(members__part=TeamPart.HOUSEHOLD))
        found = (
            _mine(actor).select_related("area").annotate(doors=counted).order_by("closed_on", "code")[:MOST]
        )
        links = TeamMember.objects.filter(
            part=TeamPart.LINKING, during__contains=clock.today(), team__in=found
        )
        linking = {link.team_id: link.post for link in links.select_related("post")}
        rows = [(team, linking.get(team.pk)) for team in found]
        return page(request, "ops/teams.html", {"rows": rows, "form": form}, status=status)


class TeamPage(LoginRequiredMixin, View):
    """One team: its members, another linking member, its end."""

    def get(self, request: HttpRequest, team_id: int) -> HttpResponse:
        team = self._team(held(request, Duty.POST_MANAGE), team_id)
        return self._shown(request, team, LinkForm())

    def post(self, request: HttpRequest, team_id: int) -> HttpResponse:
        actor = held(request, Duty.POST_MANAGE)
        team, form = self._team(actor, team_id), LinkForm(request.POST)
        try:
            if request.POST.get("verb") == "close":
                close_team(team, by=actor)
            elif form.is_valid():
                relink_team(team, linking=_post(form.cleaned_data["linking"], "linking", actor), by=actor)
            else:
                return self._shown(request, team, form, 400)
        except BadInput as refusal:
            add_refusal(form, refusal)
            return self._shown(request, team, form, 400)
        done(request, _("Done."))
        return onward(request, f"/ops/teams/{team.pk}/")

    def _team(self, actor: Actor, team_id: int) -> Team:
        return row_of(_mine(actor).select_related("area"), team_id)

    def _shown(self, request: HttpRequest, team: Team, form: LinkForm, status: int = 200) -> HttpResponse:
        members = team.members.filter(during__contains=clock.today()).select_related(
            "post", "household__entrance__building"
        )
        context = {
            "team": team,
            "posts": members.filter(household=None).order_by("part", "pk"),
            "doors": members.exclude(household=None).order_by("pk")[:MOST],
            "form": form,
        }
        return page(request, "ops/team.html", context, status=status)


def _mine(actor: Actor) -> QuerySet[Team]:
    """Teams of the areas in which one manages posts."""
    return Team.objects.filter(within(actor, Duty.POST_MANAGE, "area__"))


def _formed(given: dict[str, Any], by: Actor) -> Team:
    area = area_of(given["area"], "area")
    return form_team(
        code=given["code"],
        name=given["name"],
        kind=given["kind"],
        area=area,
        linking=_post(given["linking"], "linking", by),
        supporters=[
            (part, _post(given[part.value], part.value, by)) for part in SUPPORT if given[part.value]
        ],
        households=_doors(area, given["buildings"]),
        by=by,
    )


def _post(code: str, field: str, by: Actor) -> Post:
    return open_post(visible_posts(by), code, field)


def _doors(area: Area, names: str) -> list[Household]:
    """The households of the area's buildings of these names or numbers."""
    named = listed(names)
    inside = Q(entrance__building__name__in=named) | Q(entrance__building__number__in=named)
    doors = Household.objects.filter(inside, **{area.lineage_column: area.pk}, valid_to=None)
    found = list(doors.select_related("entrance__building").order_by("pk"))
    known = {word for door in found for word in (door.entrance.building.name, door.entrance.building.number)}
    if unknown := [name for name in named if name not in known]:
        message = _("No building of this area is called so: %(names)s.") % {"names": "、".join(unknown)}
        raise BadInput(fields={"buildings": message})
    return found
