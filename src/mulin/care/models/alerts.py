"""Alerts and the calls made for them."""

from django.db import models
from django.db.models import Q

from mulin.care.kinds import AlertKind, CallResult, CallStep, Ending
from mulin.lib.fields import SealedTextField
from mulin.lib.ids import uuid7


class Alert(models.Model):
    """A home that must be looked after now; its case carries the clocks."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    entry = models.ForeignKey("care.Entry", models.PROTECT, related_name="alerts")
    watch = models.ForeignKey("care.Watch", models.SET_NULL, null=True, related_name="alerts")
    kind = models.CharField(max_length=8, choices=AlertKind)
    still_from = models.DateTimeField()
    raised_at = models.DateTimeField()
    case_id = models.UUIDField(null=True, unique=True)
    arrived_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=8, choices=Ending, default="")
    closed_by_person_id = models.BigIntegerField(null=True)
    follow_at = models.DateTimeField(null=True)
    followed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["raised_at"], name="care_alert_open", condition=Q(closed_at=None)),
            models.Index(
                fields=["follow_at"],
                name="care_alert_follow",
                condition=Q(followed_at=None, closed_at__isnull=False),
            ),
            models.Index(fields=["entry", "-raised_at"], name="care_alert_of"),
        ]
        constraints = [
            # Closed, the same stillness may be raised anew: when an announced absence is over, say.
            models.UniqueConstraint(
                fields=["watch", "kind", "still_from"], condition=Q(closed_at=None), name="care_alert_once"
            ),
        ]

    def __str__(self) -> str:
        return f"alert {self.pk}"


class Try(models.Model):
    """One call or ring at the door, and what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    alert = models.ForeignKey(Alert, models.CASCADE, related_name="tries")
    step = models.CharField(max_length=12, choices=CallStep)
    contact = models.ForeignKey("care.Contact", models.SET_NULL, null=True, related_name="+")
    result = models.CharField(max_length=12, choices=CallResult)
    note = SealedTextField(null=True)
    at = models.DateTimeField()
    by_person_id = models.BigIntegerField(null=True)
    by_post_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["alert", "at"], name="care_try_of")]

    def __str__(self) -> str:
        return f"try {self.pk}"
