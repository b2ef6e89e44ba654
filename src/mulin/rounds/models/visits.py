"""Home visits: by which rule a household is called on, when next, and how each visit ended."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from mulin.lib.fields import SealedTextField
from mulin.lib.ids import uuid7
from mulin.rounds.kinds import Occasion, Outcome
from mulin.rounds.models.plans import Ground


class VisitRule(models.Model):
    """How often, how soon again when nobody was reached, in which months, and what makes it hold for a home.

    `most`: after so many visits at which somebody was reached it ends; 0: never.
    """

    code = models.SlugField(max_length=40, primary_key=True)
    name = models.CharField(max_length=60)
    every_days = models.PositiveSmallIntegerField()
    again_days = models.PositiveSmallIntegerField()
    first_days = models.PositiveSmallIntegerField(default=0)
    season_from = models.CharField(max_length=5, default="")
    season_to = models.CharField(max_length=5, default="")
    checklist_key = models.SlugField(max_length=40, default="")
    occasion = models.CharField(max_length=12, choices=Occasion.choices, default=Occasion.HAND)
    most = models.PositiveSmallIntegerField(default=0)
    order = models.SmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name


class Calling(Ground):
    """A household that is called on. Who goes is who answers for the household that day, so a change of staff hands it over.

    With `person` it rests on that person's consent to care: only posts named for care there see it, or `only_post_ids`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    household = models.ForeignKey("places.Household", models.PROTECT, related_name="+")
    rule = models.ForeignKey(VisitRule, models.PROTECT, related_name="callings")
    next_on = models.DateField()
    last_on = models.DateField(null=True)
    last_outcome = models.CharField(max_length=8, choices=Outcome.choices, default="")
    tries = models.PositiveSmallIntegerField(default=0)
    reached = models.PositiveSmallIntegerField(default=0)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    only_post_ids = ArrayField(models.BigIntegerField(), default=list)
    since = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["household", "rule", "person"],
                condition=Q(closed_on__isnull=True),
                nulls_distinct=False,
                name="calling_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["household", "next_on"], name="calling_due", condition=Q(closed_on__isnull=True)
            ),
            models.Index(
                fields=["grid_id", "next_on"], name="calling_in_grid", condition=Q(closed_on__isnull=True)
            ),
            models.Index(
                fields=["person"],
                name="calling_of_care",
                condition=Q(person__isnull=False, closed_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"calling {self.pk}"


class Visit(models.Model):
    """One visit. What was said lies sealed and is read only by who goes there; the trail holds its hash."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    calling = models.ForeignKey(Calling, models.PROTECT, related_name="visits")
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    person_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    captured_at = models.DateTimeField(null=True)
    said = SealedTextField(context="rounds.visit.said", null=True)
    salt = models.BinaryField(null=True)
    case_id = models.UUIDField(null=True)
    next_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["calling", "-at"], name="visit_of_calling")]

    def __str__(self) -> str:
        return f"visit {self.outcome}"
