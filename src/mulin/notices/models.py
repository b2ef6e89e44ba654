"""Notices in the house, messages that leave it, and what each person wants."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mulin.lib.fields import SealedTextField
from mulin.notices.kinds import Channel, Fate, Template


class Notice(models.Model):
    """Something that a person should know; read on the pages, whatever the gateways do."""

    person_id = models.BigIntegerField()
    template = models.CharField(max_length=12, choices=Template.choices)
    case_id = models.UUIDField(null=True)
    event_id = models.BigIntegerField()
    params = models.JSONField(default=dict)
    link = models.CharField(max_length=120, default="")
    urgent = models.BooleanField(default=False)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person_id", "-id"], name="notice_of_person"),
            models.Index(
                fields=["person_id"], name="notice_unread", condition=models.Q(read_at__isnull=True)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["event_id", "person_id", "template"], name="notice_once")
        ]

    def __str__(self) -> str:
        return f"{self.template} for {self.person_id}"


class Message(models.Model):
    """One message that is to leave the house, or has."""

    person_id = models.BigIntegerField()
    notice = models.ForeignKey(Notice, models.CASCADE, null=True, related_name="messages")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    fate = models.CharField(max_length=8, choices=Fate.choices, default=Fate.WAITING)
    urgent = models.BooleanField(default=False)
    not_before = models.DateTimeField()
    tries = models.SmallIntegerField(default=0)
    error = models.CharField(max_length=80, default="")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["not_before"], name="message_waiting", condition=models.Q(fate="waiting")),
            models.Index(fields=["-id"], name="message_recent"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.fate}"


class Preference(models.Model):
    """By which way a person wants to be told, and when not."""

    person_id = models.BigIntegerField(unique=True)
    sms = models.BooleanField(_("by SMS"), default=True)
    email = SealedTextField(_("e-mail address"), null=True)
    wecom = SealedTextField(_("address of a WeCom robot"), null=True)
    quiet_from = models.TimeField(_("quiet from"), null=True)
    quiet_to = models.TimeField(_("quiet until"), null=True)

    def __str__(self) -> str:
        return f"preference of {self.person_id}"
