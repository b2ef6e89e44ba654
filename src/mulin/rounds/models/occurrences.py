"""What came due: one round on one day, with the stops it goes over."""

from django.db import models
from django.db.models import Q

from mulin.lib.ids import uuid7
from mulin.rounds.kinds import Family, State, TaskState
from mulin.rounds.models.plans import Ground


class Occurrence(Ground):
    """A round due from `opens_at` to `due_at`, counted as missed at `miss_at`. Nobody's points depend on it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey("rounds.Plan", models.PROTECT, related_name="occurrences")
    seq = models.PositiveIntegerField()
    family = models.CharField(max_length=12, choices=Family.choices)
    checklist = models.ForeignKey("rounds.Checklist", models.PROTECT, null=True, related_name="+")
    post_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    opens_at = models.DateTimeField()
    due_at = models.DateTimeField()
    miss_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    ended_at = models.DateTimeField(null=True)
    captured_at = models.DateTimeField(null=True)
    by_person_id = models.BigIntegerField(null=True)
    by_post_id = models.BigIntegerField(null=True)
    tasks_made = models.PositiveSmallIntegerField(default=0)
    tasks_left = models.PositiveSmallIntegerField(default=0)
    findings = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=300, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "seq"], name="occurrence_seq_once"),
            models.CheckConstraint(
                condition=Q(state="open", ended_at__isnull=True)
                | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="occurrence_ended",
            ),
        ]
        indexes = [
            models.Index(fields=["miss_at"], name="occurrence_misses", condition=Q(state="open")),
            models.Index(
                fields=["person_id", "due_at"], name="occurrence_of_person", condition=Q(state="open")
            ),
            models.Index(fields=["post_id", "due_at"], name="occurrence_of_post", condition=Q(state="open")),
            *(
                models.Index(fields=[f"{rank}_id", "-opens_at"], name=f"occurrence_{rank}")
                for rank in ("district", "street", "community", "grid")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.family} {self.seq} {self.state}"


class Task(models.Model):
    """One stop of a round."""

    occurrence = models.ForeignKey(Occurrence, models.CASCADE, related_name="tasks")
    order = models.PositiveSmallIntegerField()
    stop = models.ForeignKey("rounds.Stop", models.PROTECT, null=True, related_name="+")
    thing = models.ForeignKey("things.Thing", models.PROTECT, null=True, related_name="+")
    checklist = models.ForeignKey("rounds.Checklist", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=6, choices=TaskState.choices, default=TaskState.OPEN)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["occurrence", "order"], name="task_order_once")]

    def __str__(self) -> str:
        return f"{self.order} {self.state}"
