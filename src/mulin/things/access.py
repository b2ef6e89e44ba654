"""Whom the register is open to: those who keep it and those who go round."""

from django.db.models import F, Q, QuerySet

from mulin.files.models import Attachment
from mulin.lib.actor import ActorLike
from mulin.lib.errors import NotFound
from mulin.people.access import Actor, within
from mulin.people.kinds import Duty
from mulin.things.models import Thing

NEAR = ("compound_id", "building_id")
LISTING = (Duty.THING_KEEP, Duty.ROUND_SEE, Duty.ROUND_PLAN)
READING = (*LISTING, Duty.ROUND_DO)


def keeps_list(actor: Actor) -> bool:
    """Whoever keeps things or oversees rounds anywhere: the desk's list of things is theirs."""
    return any(actor.may(duty) for duty in LISTING)


def visible_to(actor: Actor) -> QuerySet[Thing]:
    """Things on the actor's ground; a stranger sees none."""
    if actor.part:
        return Thing.objects.all()
    seen = Q(pk__in=[])
    for duty in READING:
        seen |= within(actor, duty, near=NEAR)
    return Thing.objects.filter(seen)


def to_look_at(actor: Actor) -> QuerySet[Thing]:
    """Those of them in use that have a checklist, the soonest due first."""
    found = visible_to(actor).filter(retired_on=None).exclude(kind__checklist_key="")
    return found.select_related("kind").order_by(F("next_check_on").asc(nulls_last=True), "name", "pk")


def thing_for(actor: Actor, code: str) -> Thing:
    """One thing by the code that hangs on it, or NotFound as for a stranger."""
    found = visible_to(actor).select_related("kind", "area", "owner").filter(code=code).first()
    if found is None:
        raise NotFound
    return found


def may_open(actor: ActorLike, attachment: Attachment) -> bool:
    """A thing's photo opens with the thing."""
    return isinstance(actor, Actor) and visible_to(actor).filter(pk=attachment.owner_id).exists()
