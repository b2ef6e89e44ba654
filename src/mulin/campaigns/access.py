"""Who may see campaigns, their targets with what was said there, and publicity and service weeks."""

from uuid import UUID

from django.db.models import Q, QuerySet

from mulin.campaigns.models import Campaign, Outreach, Target
from mulin.files.models import Attachment
from mulin.lib.actor import ActorLike
from mulin.lib.errors import NotAllowed, NotFound
from mulin.people.access import Actor, require, within
from mulin.people.kinds import Duty
from mulin.people.rules import Lineage

NEAR = ("compound_id", "building_id", "household_id")
OUTREACH_DUTIES = (Duty.OUTREACH_HOLD, Duty.CAMPAIGN_SEE, Duty.CAMPAIGN_DO)


def _own_posts(actor: Actor) -> list[int]:
    return sorted(post.post_id for post in actor.posts_with(Duty.CAMPAIGN_DO))


def worked_targets(actor: Actor) -> QuerySet[Target]:
    """The targets whose words are open to the actor: who runs the campaign there, or works there."""
    if actor.part:
        return Target.objects.all()
    reach = within(actor, Duty.CAMPAIGN_RUN, near=NEAR) | within(actor, Duty.CAMPAIGN_DO, near=NEAR)
    if own := _own_posts(actor):
        reach |= Q(post_id__in=own)
    return Target.objects.filter(reach)


def counted_targets(actor: Actor) -> QuerySet[Target]:
    """The targets that the actor's counts are made of; leaders read no more than these counts."""
    if actor.part:
        return Target.objects.all()
    return worked_targets(actor) | Target.objects.filter(within(actor, Duty.CAMPAIGN_SEE, near=NEAR))


def visible_to(actor: Actor) -> QuerySet[Campaign]:
    """Campaigns of the actor's ground, and those that have a target there."""
    if actor.part:
        return Campaign.objects.all()
    held = within(actor, Duty.CAMPAIGN_RUN) | within(actor, Duty.CAMPAIGN_SEE)
    return Campaign.objects.filter(held | Q(pk__in=counted_targets(actor).values("campaign_id")))


def campaign_for(actor: Actor, campaign_id: UUID | str) -> Campaign:
    """One campaign the actor may see, or NotFound as for a stranger."""
    campaign = visible_to(actor).select_related("area", "post", "kind").filter(pk=campaign_id).first()
    if campaign is None:
        raise NotFound
    return campaign


def target_for(actor: Actor, target_id: UUID | str) -> Target:
    """One target whose words are open to the actor, or NotFound as for a stranger."""
    found = worked_targets(actor).select_related("campaign__area", "area", "post", "household")
    target = found.filter(pk=target_id).first()
    if target is None:
        raise NotFound
    return target


def runs(actor: Actor, campaign: Campaign) -> bool:
    """Whether the actor may change the campaign itself."""
    return actor.reaches(Duty.CAMPAIGN_RUN, campaign.lineage())


def worker(actor: Actor, target: Target) -> Actor:
    """The actor as the post that answers for the target, else as the one that works or runs there."""
    if actor.part:
        return actor
    own = next((p for p in actor.posts_with(Duty.CAMPAIGN_DO) if p.post_id == target.post_id), None)
    if own is not None:
        return actor.acting(own)
    where: Lineage = target.where()
    for duty in (Duty.CAMPAIGN_DO, Duty.CAMPAIGN_RUN):
        if actor.reaches(duty, where):
            return require(actor, duty, where)
    raise NotAllowed


def visible_outreach(actor: Actor) -> QuerySet[Outreach]:
    """What the actor's posts plan or see; what is published is everybody's beside this."""
    reach = Q(pk__in=[])
    for duty in OUTREACH_DUTIES:
        reach |= within(actor, duty)
    return Outreach.objects.filter(reach)


def outreach_for(actor: Actor, outreach_id: UUID | str) -> Outreach:
    """One week the actor's posts may see, or NotFound."""
    found = visible_outreach(actor).select_related("area", "post").filter(pk=outreach_id).first()
    if found is None:
        raise NotFound
    return found


def holds(actor: Actor, outreach: Outreach) -> bool:
    """Whether the actor may change this week."""
    return actor.reaches(Duty.OUTREACH_HOLD, outreach.lineage())


def published() -> QuerySet[Outreach]:
    """What residents may read."""
    return Outreach.objects.exclude(published_at=None)


def published_for(code: str) -> Outreach:
    """A published week by its public code."""
    found = published().select_related("area").filter(code=code).first()
    if found is None:
        raise NotFound
    return found


def may_open(actor: ActorLike, attachment: Attachment) -> bool:
    """A week's photo opens with the week; to everybody once it was checked and the week is published."""
    if isinstance(actor, Actor) and visible_outreach(actor).filter(pk=attachment.owner_id).exists():
        return True
    return attachment.public_checked and published().filter(pk=attachment.owner_id).exists()
