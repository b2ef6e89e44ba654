"""Whom rounds are open to: who plans and oversees them, who goes, and each their own."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from mulin.files.models import Attachment
from mulin.lib import clock
from mulin.lib.actor import ActorLike
from mulin.lib.errors import NotAllowed, NotFound
from mulin.people.access import Actor, within
from mulin.people.kinds import Duty
from mulin.people.models import HouseholdCharge
from mulin.rounds.models import Check, Occurrence, Plan
from mulin.rounds.models.plans import Ground

NEAR = ("compound_id", "building_id")
OVERSEEING = (Duty.ROUND_SEE, Duty.ROUND_PLAN)
SEEING = (*OVERSEEING, Duty.ROUND_DO)


def seen_ground(actor: Actor, *duties: Duty) -> Q:
    """Rows on the ground where the actor holds one of the duties."""
    seen = Q(pk__in=[])
    for duty in duties or SEEING:
        seen |= within(actor, duty, near=NEAR)
    return seen


def oversees(actor: Actor) -> bool:
    """Whoever plans or oversees rounds anywhere: the desk's pages of rounds are theirs."""
    return any(actor.may(duty) for duty in OVERSEEING)


def visible_plans(actor: Actor) -> QuerySet[Plan]:
    """Plans of the ground one plans or oversees."""
    if actor.part:
        return Plan.objects.all()
    return Plan.objects.filter(seen_ground(actor, *OVERSEEING))


def plan_for(actor: Actor, plan_id: UUID) -> Plan:
    found = visible_plans(actor).select_related("area").filter(pk=plan_id).first()
    if found is None:
        raise NotFound
    return found


def visible_to(actor: Actor) -> QuerySet[Occurrence]:
    """Rounds on the actor's ground, and those of the posts held today; a stranger sees none."""
    if actor.part:
        return Occurrence.objects.all()
    own = Q(post_id__in=[post.post_id for post in actor.posts])
    return Occurrence.objects.filter(seen_ground(actor) | own)


def occurrence_for(actor: Actor, occurrence_id: UUID) -> Occurrence:
    """One round the actor may see, or NotFound as for a stranger."""
    found = visible_to(actor).select_related("plan__area", "checklist").filter(pk=occurrence_id).first()
    if found is None:
        raise NotFound
    return found


def may_do(actor: Actor, occurrence: Occurrence) -> bool:
    """Whose round it is, or a colleague who goes on rounds there."""
    if actor.part or any(post.post_id == occurrence.post_id for post in actor.posts):
        return True
    return reaches(actor, Duty.ROUND_DO, occurrence)


def reaches(actor: Actor, duty: Duty, row: Ground) -> bool:
    return actor.reaches(duty, row.where())


def require_doing(actor: Actor, occurrence: Occurrence) -> Actor:
    """The actor as the post by which the round is theirs, or NotAllowed."""
    if not may_do(actor, occurrence):
        raise NotAllowed
    own = next((post for post in actor.posts if post.post_id == occurrence.post_id), None)
    if own is not None:
        return actor.acting(own)
    return actor.acting_for(Duty.ROUND_DO, occurrence.where()) or actor


def at_doors(actor: Actor) -> Q:
    """Rows of homes that the actor answers for today, and of those nobody answers for where the actor goes round."""
    charge = HouseholdCharge.objects.filter(
        household=OuterRef("household_id"), during__contains=clock.today()
    )
    own = charge.filter(post_id__in=[post.post_id for post in actor.posts])
    return Q(Exists(own)) | Q(~Exists(charge)) & within(actor, Duty.ROUND_DO, near=NEAR)


def visible_checks(actor: Actor) -> QuerySet[Check]:
    """Checks on the actor's ground and one's own; what was seen behind a door is read by who goes there now."""
    if actor.part:
        return Check.objects.all()
    own = Q(person_id=actor.person_id) if actor.person_id is not None else Q(pk__in=[])
    home = Q(household_id__isnull=False) & at_doors(actor)
    return Check.objects.filter(home | Q(household_id=None) & (seen_ground(actor) | own))


def may_open(actor: ActorLike, attachment: Attachment) -> bool:
    """A check's photo opens with the check."""
    return isinstance(actor, Actor) and visible_checks(actor).filter(pk=attachment.owner_id).exists()
