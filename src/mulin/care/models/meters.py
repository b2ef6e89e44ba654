"""Meters of watched homes: the rule, what is known of each register, readings, faults and mutes."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mulin.care.kinds import Join, Medium, MuteEnd
from mulin.lib.ids import uuid7


class Watch(models.Model):
    """The rule of one home, as the person agreed to it, and when the clock must look at it next.

    `due_at` is the moment at which the window passes; `alerted_from` the stillness that was raised already,
    `alerted_meters` that of each meter where any one is enough; `again_at` when what was raised counts anew;
    `blind_at` when the window passed without data; `high_from` since when far more is used than usual.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    entry = models.ForeignKey("care.Entry", models.CASCADE, related_name="watches")
    join = models.CharField(_("meters joined"), max_length=4, choices=Join, default=Join.AND)
    window_hours = models.FloatField(_("window in hours"))
    low = models.FloatField(_("litres that may be used within the window"), default=0)
    high = models.FloatField(_("most within a day"), null=True)
    night_from = models.TimeField(_("hours that do not count, from"), null=True)
    night_to = models.TimeField(_("hours that do not count, until"), null=True)
    learnt = models.BooleanField(_("may learn from the home's own past"), default=False)
    since = models.DateTimeField()
    still_from = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    alerted_from = models.DateTimeField(null=True)
    alerted_meters = models.JSONField(default=dict)
    again_at = models.DateTimeField(null=True)
    blind_at = models.DateTimeField(null=True)
    high_from = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="care_watch_due", condition=Q(due_at__isnull=False))]
        constraints = [
            models.UniqueConstraint(fields=["entry"], condition=Q(ended_at=None), name="care_watch_once"),
        ]

    def __str__(self) -> str:
        return f"care watch {self.pk}"


class Meter(models.Model):
    """One register of a watched home and what its readings have shown (see rules.standing).

    `fault_at` is when silence becomes a fault; empty while one is open.
    """

    watch = models.ForeignKey(Watch, models.CASCADE, related_name="meters")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    code = models.CharField(_("number of the meter"), max_length=64)
    medium = models.CharField(_("what it measures"), max_length=12, choices=Medium)
    base = models.FloatField(_("base load in kWh an hour"), default=0)
    last_at = models.DateTimeField(null=True)
    total = models.FloatField(null=True)
    still_from = models.DateTimeField(null=True)
    before_at = models.DateTimeField(null=True)
    band = models.JSONField(default=list)
    spells = models.JSONField(default=list)
    swapped_at = models.DateTimeField(null=True)
    fault_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["fault_at"], name="care_meter_fault")]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="care_meter_once"),
        ]

    def __str__(self) -> str:
        return f"meter {self.pk}"


class Reading(models.Model):
    """One reading; kept for a few weeks, shown to nobody."""

    pk = models.CompositePrimaryKey("meter_id", "read_at")
    # Without a constraint: it would cost as much again as the row; `mulin verify` looks instead.
    meter = models.ForeignKey(
        Meter, models.CASCADE, related_name="readings", db_constraint=False, db_index=False
    )
    read_at = models.DateTimeField()
    total = models.FloatField()
    district_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"reading of {self.meter_id}"


class Fault(models.Model):
    """A meter is silent: the watch is off, the person knows, and is called when the window passes."""

    meter = models.ForeignKey(Meter, models.CASCADE, related_name="faults")
    since = models.DateTimeField()
    found_at = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meter"], condition=Q(until=None), name="care_one_open_fault"),
        ]

    def __str__(self) -> str:
        return f"fault {self.pk}"


class Check(models.Model):
    """A call that is owed to somebody whose watch could not see: the window passed without data."""

    watch = models.ForeignKey(Watch, models.CASCADE, related_name="checks")
    since = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=12, default="")
    by_post_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["watch"], condition=Q(called_at=None), name="care_one_open_check"
            ),
        ]

    def __str__(self) -> str:
        return f"check {self.pk}"


class Mute(models.Model):
    """An announced absence. Use before `rise_from` is still the leaving; the first use after it ends the mute."""

    watch = models.ForeignKey(Watch, models.CASCADE, related_name="mutes")
    since = models.DateTimeField()
    rise_from = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=8, choices=MuteEnd, default="")
    by_person_id = models.BigIntegerField(null=True)
    by_post_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["until"], name="care_mute_ends", condition=Q(ended_at=None))]
        constraints = [
            models.UniqueConstraint(fields=["watch"], condition=Q(ended_at=None), name="care_one_open_mute"),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="care_mute_forward"),
        ]

    def __str__(self) -> str:
        return f"mute {self.pk}"
