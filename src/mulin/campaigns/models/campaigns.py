"""A campaign and the list it goes through."""

from django.db import models
from django.db.models import F, Q

from mulin.campaigns.kinds import CampaignState, Over, TargetState
from mulin.lib.ids import uuid7
from mulin.places.models import LineageMixin
from mulin.trail.models import Chained


class Campaign(LineageMixin):
    """One thing to be brought about everywhere in an area, target by target."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area = models.ForeignKey("places.Area", models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    aim = models.CharField(max_length=400, default="")
    over = models.CharField(max_length=12, choices=Over.choices, default=Over.OBJECTS)
    kind = models.ForeignKey("catalogue.Kind", models.PROTECT, null=True, related_name="+")
    begins = models.DateField()
    ends = models.DateField()
    state = models.CharField(max_length=8, choices=CampaignState.choices, default=CampaignState.RUNNING)
    post = models.ForeignKey("people.Post", models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("begins")), name="campaign_in_order"),
            models.CheckConstraint(
                condition=Q(state="running", ended_at=None) | Q(state="ended", ended_at__isnull=False),
                name="campaign_ended",
            ),
        ]
        indexes = [
            *(
                models.Index(fields=[f"{rank}_id", "-started_at"], name=f"campaign_{rank}")
                for rank in ("district", "street", "community")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Target(LineageMixin, Chained):
    """One shop, thing or door of a campaign, with its own plan; `next_on` is the next day something is owed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="targets")
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=120)
    address = models.CharField(max_length=200, default="")
    area = models.ForeignKey("places.Area", models.PROTECT, related_name="+")
    household = models.ForeignKey("places.Household", models.PROTECT, null=True, related_name="+")
    building_id = models.BigIntegerField(null=True)
    compound_id = models.BigIntegerField(null=True)
    lng = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    post = models.ForeignKey("people.Post", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=TargetState.choices, default=TargetState.NOT_BEGUN)
    talk_on = models.DateField(null=True)
    next_on = models.DateField(null=True)
    case_id = models.UUIDField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="target_number_once"),
            models.UniqueConstraint(
                fields=["campaign", "household"],
                condition=Q(household__isnull=False),
                name="target_household_once",
            ),
            models.UniqueConstraint(
                fields=["campaign", "area", "label", "address"],
                condition=Q(household=None),
                name="target_label_once",
            ),
            models.CheckConstraint(condition=Q(state__in=TargetState.values), name="target_state_known"),
        ]
        indexes = [
            models.Index(fields=["campaign", "state"], name="target_of_campaign"),
            models.Index(fields=["post", "next_on"], name="target_due", condition=Q(next_on__isnull=False)),
            *(
                models.Index(fields=[f"{rank}_id", "campaign"], name=f"target_{rank}")
                for rank in ("district", "street", "community", "grid")
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def where(self) -> dict[str, int | None]:
        """Its areas and what lies nearer, as scopes are measured against."""
        finer = {
            "household_id": self.household_id,
            "building_id": self.building_id,
            "compound_id": self.compound_id,
        }
        return {**self.lineage(), **finer}
