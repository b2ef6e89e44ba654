"""The ground was redrawn: running campaigns, their targets and planned weeks go with it."""

from collections import Counter

from django.db import transaction
from django.db.models import OuterRef, Subquery

from mulin.campaigns.kinds import CampaignState, OutreachState
from mulin.campaigns.models import Campaign, Outreach, Target
from mulin.people.access import Actor
from mulin.places.models import Area, Household
from mulin.places.queries import heir_at, heirs, line_of
from mulin.trail.record import record


@transaction.atomic
def follow_ground(area: Area, *, by: Actor) -> list[Campaign]:
    """The campaigns that now stand elsewhere; run again, none. What has ended keeps the ground it ended on."""
    new_ground = heirs(area)
    _targets(area, moved=bool(new_ground))
    found = []
    if new_ground:
        running = Campaign.objects.select_for_update(of=("self",)).filter(
            area=area, state=CampaignState.RUNNING
        )
        found = list(running.order_by("pk"))
        for campaign in found:
            heir = _most_of(campaign, new_ground)
            _put(campaign, heir)
            record("campaign.followed", campaign, by=by, fields={"from": area.pk, "to": heir.pk})
        for week in Outreach.objects.select_for_update().filter(area=area, state=OutreachState.PLANNED):
            _put(week, new_ground[0])
            record("outreach.followed", week, by=by, fields={"from": area.pk, "to": week.area_id}, quiet=True)
    here = {area.lineage_column: area.pk}
    for rows in (
        Campaign.objects.filter(state=CampaignState.RUNNING, **here),
        Outreach.objects.filter(state=OutreachState.PLANNED, **here),
    ):
        rows.exclude(area__valid_to__isnull=False).update(**line_of(Area, "area_id"))
    return found


def _put(row: Campaign | Outreach, area: Area) -> None:
    row.area = area
    row.take_lineage(area)
    row.save(update_fields=["area", *row.lineage()])


def _most_of(campaign: Campaign, ground: list[Area]) -> Area:
    """Where most of its targets lie; its list stays one, wherever its doors are."""
    column = ground[0].lineage_column
    lying = Counter(Target.objects.filter(campaign=campaign).values_list(column, flat=True))
    return max(ground, key=lambda heir: lying[heir.pk])


def _targets(area: Area, *, moved: bool) -> None:
    """Doors go with their household, the rest to the area at their point; targets of ended campaigns stay."""
    running = Target.objects.filter(campaign__state=CampaignState.RUNNING, **{area.lineage_column: area.pk})
    home = Household.objects.filter(pk=OuterRef("household_id")).values("area_id")[:1]
    doors = running.filter(household__isnull=False)
    doors.update(area_id=Subquery(home), **line_of(Household, "household_id"))
    if moved:
        for target in Target.objects.select_for_update(of=("self",)).filter(
            area=area, household=None, campaign__state=CampaignState.RUNNING
        ):
            _place(target, area, heir_at(area, target.lng, target.lat))
    rest = running.filter(household=None).exclude(area__valid_to__isnull=False)
    rest.update(**line_of(Area, "area_id"))


def _place(target: Target, was: Area, heir: Area) -> None:
    """Two shops of one name and address that lay in two areas are still two."""
    same = Target.objects.filter(
        campaign=target.campaign_id, area=heir, label=target.label, address=target.address, household=None
    )
    if same.exists():
        target.address = f"{target.address}（{was.name}）"[:200]
    target.area = heir
    target.take_lineage(heir)
    target.save(update_fields=["area", "address", *target.lineage()])
