"""Plans: what is gone over, by whom, how often, and what shows that it was."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from mulin.lib.ids import public_code, uuid7
from mulin.lib.rhythm import Holidays
from mulin.places.models import LineageMixin
from mulin.rounds.kinds import Family, Over, Proof, Turns


class Ground(LineageMixin):
    """Where a row lies: its areas, and the compound or building when it is narrower."""

    compound_id = models.BigIntegerField(null=True)
    building_id = models.BigIntegerField(null=True)

    class Meta:
        abstract = True

    def where(self) -> dict[str, int | None]:
        return {**self.lineage(), "compound_id": self.compound_id, "building_id": self.building_id}


class Plan(Ground):
    """A round that recurs. `next_at` is when the clockwork makes the next occurrence, `raw_at` the rule's own moment of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    family = models.CharField(max_length=12, choices=Family.choices)
    name = models.CharField(max_length=120)
    area = models.ForeignKey("places.Area", models.PROTECT, related_name="+")
    checklist_key = models.SlugField(max_length=40, default="")
    over = models.CharField(max_length=8, choices=Over.choices, default=Over.AREA)
    thing_kinds = ArrayField(models.CharField(max_length=40), default=list)
    only_due = models.BooleanField(default=True)
    rhythm = models.CharField(max_length=200)
    holidays = models.CharField(max_length=6, choices=Holidays.choices, default=Holidays.SKIP)
    starts_at = models.TimeField()
    window_minutes = models.PositiveIntegerField()
    grace_minutes = models.PositiveIntegerField(default=0)
    proof = models.CharField(max_length=8, choices=Proof.choices, default=Proof.EITHER)
    turns = models.CharField(max_length=4, choices=Turns.choices, default=Turns.ONE)
    posts = models.ManyToManyField("people.Post", through="PlanPost", related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    next_at = models.DateTimeField(null=True)
    raw_at = models.DateTimeField(null=True)
    made = models.PositiveIntegerField(default=0)
    turn = models.PositiveIntegerField(default=0)
    entered_by_person_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["next_at"], name="plan_next", condition=Q(next_at__isnull=False)),
            models.Index(fields=["community_id", "family"], name="plan_of_community"),
            models.Index(fields=["grid_id"], name="plan_of_grid"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="plan_valid_order"
            ),
            models.CheckConstraint(condition=Q(window_minutes__gt=0), name="plan_has_window"),
        ]

    def __str__(self) -> str:
        return self.name


class PlanPost(models.Model):
    """A post that goes, in its turn."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="going")
    post = models.ForeignKey("people.Post", models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["plan", "post"], name="plan_post_once")]


class Stop(models.Model):
    """A place on a route, with the code that hangs there."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="stops")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=24, unique=True, default=public_code, editable=False)
    thing = models.ForeignKey("things.Thing", models.PROTECT, null=True, related_name="+")
    building = models.ForeignKey("places.Building", models.PROTECT, null=True, related_name="+")
    lng = models.FloatField(null=True)
    lat = models.FloatField(null=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["plan", "order"], name="stop_order_once")]

    def __str__(self) -> str:
        return self.name
