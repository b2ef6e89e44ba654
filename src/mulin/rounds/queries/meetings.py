"""What is stuck on a ground, and what was to be decided by whom."""

from django.db.models import F, Q, QuerySet

from mulin.cases.access import visible_to
from mulin.cases.kinds import OPEN
from mulin.cases.models import Case
from mulin.catalogue.kinds import Secrecy
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.rounds.access import seen_ground
from mulin.rounds.models import Decision, Occurrence

MOST_STUCK = 40


def stuck_cases(actor: Actor, occurrence: Occurrence) -> list[Case]:
    """Open cases of the meeting's ground past their limit, the longest late first; nothing confidential."""
    here = {occurrence.plan.area.lineage_column: occurrence.plan.area_id}
    found = visible_to(actor).filter(state__in=sorted(OPEN), late=True, **here)
    found = found.exclude(secrecy=Secrecy.CONFIDENTIAL).select_related("area", "kind")
    return list(found.order_by(F("next_due").asc(nulls_last=True), "pk")[:MOST_STUCK])


def decisions(actor: Actor) -> QuerySet[Decision]:
    """Those owed by the actor's posts, and all of the ground one plans or oversees."""
    own = Q(post_id__in=[post.post_id for post in actor.posts])
    seen = seen_ground(actor, Duty.ROUND_PLAN, Duty.ROUND_SEE) | own
    return Decision.objects.filter(seen).select_related("post", "meeting__occurrence__plan")
