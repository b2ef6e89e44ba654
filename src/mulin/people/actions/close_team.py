"""Dissolve a team; its members' parts end today."""

from django.db import transaction

from mulin.lib import clock
from mulin.people.access import Actor, require_one
from mulin.people.actions.plan_shift import PLANNERS
from mulin.people.models import Team, TeamMember
from mulin.people.rules import cut
from mulin.trail.record import record


@transaction.atomic
def close_team(team: Team, *, by: Actor) -> Team:
    team = Team.objects.select_for_update(of=("self",)).select_related("area").get(pk=team.pk)
    acting = require_one(by, PLANNERS, team.area.lineage())
    if team.closed_on is not None:
        return team
    today = clock.today()
    members = list(team.members.filter(during__overlap=(today, None)))
    for member in members:
        member.during = cut(member.during, today)
    TeamMember.objects.bulk_update(members, ["during"])
    team.closed_on = today
    team.save(update_fields=["closed_on"])
    record("team.closed", team, by=acting)
    return team
