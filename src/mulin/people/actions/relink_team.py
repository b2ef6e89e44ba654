"""Give a team another linking member; matters under way stay with the former one to their end."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib import clock
from mulin.lib.errors import WrongState
from mulin.people.access import Actor, require_one
from mulin.people.actions.plan_shift import PLANNERS
from mulin.people.kinds import TeamPart
from mulin.people.models import Post, Team, TeamMember
from mulin.people.rules import cut, days
from mulin.trail.record import record


@transaction.atomic
def relink_team(team: Team, *, linking: Post, by: Actor) -> Team:
    team = Team.objects.select_for_update(of=("self",)).select_related("area").get(pk=team.pk)
    acting = require_one(by, PLANNERS, team.area.lineage())
    if team.closed_on is not None:
        raise WrongState(_("This team is closed."))
    today = clock.today()
    former = team.members.filter(part=TeamPart.LINKING, during__overlap=(today, None)).first()
    if former is not None:
        if former.post_id == linking.pk:
            return team
        former.during = cut(former.during, today)
        former.save(update_fields=["during"])
    TeamMember.objects.create(team=team, part=TeamPart.LINKING, post=linking, during=days(today))
    fields = {"from": former.post_id if former else None, "to": linking.pk}
    record("team.relinked", team, by=acting, fields=fields)
    return team
