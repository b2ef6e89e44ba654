"""What was looked at and answered, where it was shown to be, and what has been seen last when."""

from django.db import models

from mulin.lib.ids import uuid7
from mulin.rounds.kinds import SeenKind, Shown
from mulin.rounds.models.plans import Ground


class Check(Ground):
    """One filled-in checklist. It holds at most one position, that of the moment; never a way that was walked."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    checklist = models.ForeignKey("rounds.Checklist", models.PROTECT, related_name="+")
    occurrence = models.ForeignKey("rounds.Occurrence", models.PROTECT, null=True, related_name="checks")
    task = models.OneToOneField("rounds.Task", models.PROTECT, null=True, related_name="check_made")
    thing = models.ForeignKey("things.Thing", models.PROTECT, null=True, related_name="+")
    household_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    captured_at = models.DateTimeField(null=True)
    shown = models.CharField(max_length=8, choices=Shown.choices, default=Shown.NOTHING)
    lng = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    accuracy = models.FloatField(null=True)
    metres_off = models.PositiveIntegerField(null=True)
    findings = models.PositiveSmallIntegerField(default=0)
    salt = models.BinaryField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["thing", "-at"], name="check_of_thing"),
            models.Index(fields=["occurrence"], name="check_of_occurrence"),
        ]

    def __str__(self) -> str:
        return f"check {self.pk}"


class Answer(models.Model):
    """The answer to one item; a failing one names the case it opened."""

    check_made = models.ForeignKey(Check, models.CASCADE, related_name="answers")
    item = models.ForeignKey("rounds.Item", models.PROTECT, related_name="+")
    said = models.TextField(default="")
    number = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    day = models.DateField(null=True)
    note = models.TextField(default="")
    failed = models.BooleanField(default=False)
    case_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["check_made", "item"], name="answer_once")]

    def __str__(self) -> str:
        return f"{self.item_id} {'failed' if self.failed else 'passed'}"


class Seen(Ground):
    """When an area, a building or a household was last seen; of a household not what was found there."""

    kind = models.CharField(max_length=10, choices=SeenKind.choices)
    ref_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "ref_id"], name="seen_once")]
        indexes = [
            models.Index(fields=["kind", "community_id"], name="seen_in_community"),
            models.Index(fields=["kind", "grid_id"], name="seen_in_grid"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref_id}"
