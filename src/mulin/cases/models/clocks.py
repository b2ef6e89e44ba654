"""Deadlines as columns: several clocks run on a case at once."""

from django.db import models
from django.db.models import Q

from mulin.cases.kinds import Decision, Stage
from mulin.catalogue.kinds import Link
from mulin.lib.worktime import Unit

TICKING = (Stage.RUNNING, Stage.WARNED, Stage.OVERDUE)


class Clock(models.Model):
    """One promise in time. `fire_at` is when the clockwork must act next: at the warning, then at the limit.

    `left` keeps what was left, in seconds of the unit's own time, while the clock is paused.
    """

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="clocks")
    link = models.CharField(max_length=20, choices=Link.choices)
    assignment = models.ForeignKey("cases.Assignment", models.CASCADE, null=True, related_name="clocks")
    stage = models.CharField(max_length=8, choices=Stage.choices, default=Stage.RUNNING)
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    unit = models.CharField(max_length=12, choices=Unit.choices)
    organisation_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    started_at = models.DateTimeField()
    warn_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField()
    fire_at = models.DateTimeField(null=True)
    left = models.DurationField(null=True)
    stopped_at = models.DateTimeField(null=True)
    overran = models.BooleanField(default=False)
    excused = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["fire_at"], name="clock_fires", condition=Q(fire_at__isnull=False)),
            models.Index(fields=["link", "stopped_at"], name="clock_link_times"),
        ]

    def __str__(self) -> str:
        return f"{self.link} {self.stage}"


class Extension(models.Model):
    """A request for as much time again; at most two are granted, and only before the limit."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="extension_requests")
    clock = models.ForeignKey(Clock, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    asked_by_post_id = models.BigIntegerField(null=True)
    decision = models.CharField(max_length=8, choices=Decision.choices, default=Decision.OPEN)
    decided_at = models.DateTimeField(null=True)
    decided_by_post_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clock"], condition=Q(decision=Decision.OPEN), name="one_open_extension"
            )
        ]

    def __str__(self) -> str:
        return f"extension {self.pk}"


class Suspension(models.Model):
    """The clocks rest until a date; what was left of each is kept."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="suspensions")
    since = models.DateTimeField()
    until = models.DateTimeField()
    resumed_at = models.DateTimeField(null=True)
    by_post_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["until"], name="suspension_ends", condition=Q(resumed_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(resumed_at=None), name="one_open_suspension"
            ),
            models.CheckConstraint(condition=Q(until__gt=models.F("since")), name="suspension_forward"),
        ]

    def __str__(self) -> str:
        return f"suspension {self.pk}"


class OverdueAppeal(models.Model):
    """The handling side asks, once and after closing, that an overrun be left out of the figures."""

    clock = models.OneToOneField(Clock, models.CASCADE, related_name="appeal")
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="appeals")
    asked_at = models.DateTimeField()
    asked_by_post_id = models.BigIntegerField(null=True)
    first_decision = models.CharField(max_length=8, choices=Decision.choices, default=Decision.OPEN)
    first_by_person_id = models.BigIntegerField(null=True)
    decision = models.CharField(max_length=8, choices=Decision.choices, default=Decision.OPEN)
    decided_by_person_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"appeal {self.pk}"
