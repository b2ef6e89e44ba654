"""What follows for campaigns: who agreed hears when a step is due, the head when it is late or the ground was redrawn."""

from mulin.campaigns.models import Campaign, Step
from mulin.notices.actions.tell import tell
from mulin.notices.kinds import Template
from mulin.people.kinds import Duty
from mulin.reactions.nearest import acting, nearest
from mulin.trail.models import Event


def tell_step_due(event: Event) -> None:
    """Who sees to the target, else who agreed the step."""
    step = _step(event)
    _tell(event, step, Template.STEP_DUE, _doing(step), "/field/campaigns/")


def tell_step_late(event: Event) -> None:
    """The same, and those who run campaigns nearest to the target."""
    step = _step(event)
    _tell(event, step, Template.STEP_LATE, _doing(step), "/field/campaigns/")
    _tell(
        event, step, Template.STEP_LATE, nearest(step.target, Duty.CAMPAIGN_RUN), "/desk/campaigns/targets/"
    )


def tell_redrawn(event: Event) -> None:
    """Who runs campaigns where this one now stands."""
    campaign = Campaign.objects.get(pk=event.subject_id)
    tell(
        nearest(campaign, Duty.CAMPAIGN_RUN),
        Template.REDRAWN,
        event_id=event.pk,
        params={"title": campaign.name},
        link=f"/desk/campaigns/{campaign.pk}/",
    )


def _step(event: Event) -> Step:
    return Step.objects.select_related("target__campaign").get(pk=event.subject_id)


def _doing(step: Step) -> set[int]:
    posts = [step.target.post_id, step.by_post_id]
    return next((people for post in posts if post and (people := acting([post]))), set())


def _tell(event: Event, step: Step, template: Template, people: set[int], page: str) -> None:
    """Neither what was agreed nor at whose door: a notice is read over shoulders."""
    target = step.target
    place = target.label if target.household_id is None else target.address
    title = f"{target.campaign.name} {place}".strip()
    params = {"title": title, "number": f"{step.by_on:%m-%d}"}
    tell(people, template, event_id=event.pk, params=params, link=f"{page}{target.pk}/")
