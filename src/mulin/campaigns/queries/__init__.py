"""Reading campaigns: how they stand, who owes what, what does not fit."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from mulin.campaigns.access import counted_targets, worked_targets
from mulin.campaigns.kinds import OPEN, CampaignState, TargetState
from mulin.campaigns.models import Campaign, Step, Talk, Target
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.places.kinds import Rank
from mulin.places.models import Area
from mulin.places.rules import LINEAGE

SOON = timedelta(days=7)
Counts = dict[str, int]


@dataclass
class Standing:
    """How many targets are in each state."""

    counts: Counts = field(default_factory=dict)
    late: int = 0

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        return self.counts.get(TargetState.DONE, 0)

    @property
    def open(self) -> int:
        return sum(number for state, number in self.counts.items() if state in OPEN)

    @property
    def percent(self) -> int:
        return round(100 * self.done / self.total) if self.total else 0


@dataclass
class Row:
    """One area of the wall chart."""

    area: Area | None
    standing: Standing


def standings(actor: Actor, campaign_ids: Iterable[UUID]) -> dict[UUID, Standing]:
    """How each campaign stands on the actor's ground: one statement."""
    found: dict[UUID, Standing] = defaultdict(Standing)
    rows = counted_targets(actor).filter(campaign_id__in=list(campaign_ids))
    late = Count("pk", filter=Q(next_on__lt=clock.today()))
    for campaign_id, state, number, overdue in (
        rows.order_by().values_list("campaign_id", "state").annotate(number=Count("pk"), overdue=late)
    ):
        found[campaign_id].counts[state] = number
        found[campaign_id].late += overdue
    return dict(found)


def chart(campaign: Campaign, actor: Actor) -> list[Row]:
    """The wall chart: the areas one rank below the campaign's, with how their targets stand; two statements."""
    column = _below(campaign)
    late = Count("pk", filter=Q(next_on__lt=clock.today()))
    rows = counted_targets(actor).filter(campaign=campaign).order_by()
    found: dict[int | None, Standing] = defaultdict(Standing)
    for area_id, state, number, overdue in rows.values_list(column, "state").annotate(
        number=Count("pk"), overdue=late
    ):
        found[area_id].counts[state] = number
        found[area_id].late += overdue
    areas = Area.objects.in_bulk([area_id for area_id in found if area_id is not None])
    placed = sorted((areas[key] for key in areas), key=lambda area: area.code)
    lines = [Row(area, found[area.pk]) for area in placed]
    return [*lines, Row(None, found[None])] if None in found else lines


def _below(campaign: Campaign) -> str:
    """The lineage column of the next rank that the targets fill."""
    lower = [rank for rank in LINEAGE if rank > campaign.area.rank]
    for rank in lower:
        if Target.objects.filter(campaign=campaign).exclude(**{LINEAGE[rank]: None}).exists():
            return LINEAGE[rank]
    return LINEAGE[Rank(campaign.area.rank)]


def targets(campaign: Campaign, actor: Actor) -> QuerySet[Target]:
    """The targets of a campaign whose words are open to the actor, in the order of the list."""
    return worked_targets(actor).filter(campaign=campaign).select_related("area", "post").order_by("number")


def mine(actor: Actor) -> QuerySet[Target]:
    """What the actor's posts answer for in running campaigns: owed first, then the rest of the list."""
    posts = [post.post_id for post in actor.posts_with(Duty.CAMPAIGN_DO)]
    running = Target.objects.filter(
        post_id__in=posts, state__in=sorted(OPEN), campaign__state=CampaignState.RUNNING
    )
    return running.select_related("campaign", "area")


def due(actor: Actor, until: date | None = None) -> QuerySet[Target]:
    """Of these what is owed within the week, the longest late first."""
    return mine(actor).filter(next_on__lte=until or clock.today() + SOON).order_by("next_on", "number")


def open_steps(target_ids: Iterable[UUID]) -> dict[UUID, list[Step]]:
    """Agreed and not yet done, by target, the first due first: one statement."""
    found: dict[UUID, list[Step]] = defaultdict(list)
    steps = Step.objects.filter(target__in=list(target_ids), done_at=None, dropped_at=None)
    for step in steps.select_related("party").order_by("by_on", "id"):
        found[step.target_id].append(step)
    return dict(found)


def talks_of(target: Target) -> QuerySet[Talk]:
    """Newest first."""
    return Talk.objects.filter(target=target).select_related("party").order_by("-held_at", "-id")
