"""Form a team such as 1+3+N: a linking member, three supporters, the households around them."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib import clock
from mulin.lib.errors import BadInput
from mulin.people.access import Actor, require_one
from mulin.people.actions.plan_shift import PLANNERS
from mulin.people.kinds import TeamKind, TeamPart
from mulin.people.models import Post, Team, TeamMember
from mulin.people.rules import clean_code, clean_name, days
from mulin.places.models import Area, Household
from mulin.trail.record import record

LEAST_HOUSEHOLDS = 10


@transaction.atomic
def form_team(
    *,
    code: str,
    name: str,
    area: Area,
    linking: Post,
    supporters: Sequence[tuple[str, Post]] = (),
    households: Sequence[Household] = (),
    kind: str = TeamKind.MICRO,
    by: Actor,
) -> Team:
    """`supporters` are (part, post); a micro-team has a property worker, a volunteer and a co-building
    unit's member as far as they are there, and ten households or more."""
    acting = require_one(by, PLANNERS, area.lineage())
    code = clean_code(code)
    if kind not in TeamKind.values:
        raise BadInput(fields={"kind": _("Choose a kind from the list.")})
    if Team.objects.filter(code=code).exists():
        raise BadInput(fields={"code": _("This code is taken.")})
    doors = list({household.pk: household for household in households}.values())
    if kind == TeamKind.MICRO and len(doors) < LEAST_HOUSEHOLDS:
        message = _("A micro-team has at least %(least)s households.") % {"least": LEAST_HOUSEHOLDS}
        raise BadInput(fields={"households": message})
    wrong = {part for part, _post in supporters} - set(TeamPart.values)
    if wrong or any(part in {TeamPart.LINKING, TeamPart.HOUSEHOLD} for part, _post in supporters):
        raise BadInput(fields={"supporters": _("Choose each member's part from the list.")})
    team = Team.objects.create(code=code, name=clean_name(name), kind=kind, area=area)
    during = days(clock.today())
    members = [TeamMember(team=team, part=TeamPart.LINKING, post=linking, during=during)]
    members += [TeamMember(team=team, part=part, post=post, during=during) for part, post in supporters]
    members += [
        TeamMember(team=team, part=TeamPart.HOUSEHOLD, household=door, during=during) for door in doors
    ]
    TeamMember.objects.bulk_create(members)
    fields = {
        "area": area.pk,
        "linking": linking.pk,
        "supporters": [post.pk for _part, post in supporters],
        "households": len(doors),
    }
    record("team.formed", team, by=acting, fields=fields)
    return team
