"""Rows of phones and of the acts they sent."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from mulin.devices.kinds import UNDECIDED, ClockFit, Outcome
from mulin.lib.ids import uuid7


class Device(models.Model):
    """One browser on one phone, entrusted to one account with a copy of its day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey("accounts.User", models.PROTECT, related_name="devices")
    name = models.CharField(_("device"), max_length=80)
    secret_hash = models.BinaryField(max_length=64)
    #: Ended together with the device.
    session_key = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.BigIntegerField(null=True)
    #: When the phone said that its copy is deleted.
    wiped_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("device")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account", "-seen_at"], name="device_of_account"),
            models.Index(fields=["-seen_at"], name="device_by_seen"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Act(models.Model):
    """The receipt of one act: whoever sends it again gets the same answer.

    `sealed` is the envelope as the phone closed it, kept only while the person has something to decide.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    device = models.ForeignKey(Device, models.PROTECT, related_name="acts")
    account = models.ForeignKey("accounts.User", models.PROTECT, related_name="acts")
    what = models.CharField(max_length=80)
    subject = models.CharField(max_length=60, blank=True)
    #: The subject's version on the phone, and the one that this act left behind.
    seen = models.IntegerField(null=True)
    left = models.IntegerField(null=True)
    captured_at = models.DateTimeField()
    received_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    clock_fit = models.CharField(max_length=10, choices=ClockFit.choices)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reason = models.TextField(blank=True)
    #: What was wrong with what was entered, by the name of each field.
    wrong = models.JSONField(default=dict)
    url = models.CharField(max_length=200, blank=True)
    sealed = models.BinaryField(null=True)

    class Meta:
        verbose_name = _("act on a phone")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["account", "received_at"],
                name="act_undecided",
                condition=models.Q(outcome__in=sorted(UNDECIDED)),
            ),
            models.Index(fields=["subject", "account"], name="act_of_subject"),
            models.Index(fields=["device"], name="act_of_device"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=sorted(UNDECIDED), sealed__isnull=False)
                | (~models.Q(outcome__in=sorted(UNDECIDED)) & models.Q(sealed__isnull=True)),
                name="act_kept_while_undecided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.outcome}"
