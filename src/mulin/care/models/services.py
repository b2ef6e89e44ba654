"""Services that come home, and each coming."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mulin.care.kinds import Service, Visit
from mulin.lib.fields import SealedTextField
from mulin.lib.ids import uuid7
from mulin.lib.rhythm import Holidays
from mulin.lib.rhythm_words import in_words


class Plan(models.Model):
    """What comes, from whom and how often; the next coming is made when its day is near.

    `rhythm` is an RFC 5545 rule; `ruled_on` its own day behind `next_on`, which a day not worked may have moved.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    entry = models.ForeignKey("care.Entry", models.CASCADE, related_name="plans")
    service = models.CharField(_("what comes"), max_length=12, choices=Service)
    provider = models.ForeignKey(
        "people.Organisation", models.PROTECT, related_name="+", verbose_name=_("from whom")
    )
    rhythm = models.CharField(_("how often"), max_length=200)
    holidays = models.CharField(
        _("a day that is not worked"), max_length=6, choices=Holidays, default=Holidays.KEEP
    )
    note = SealedTextField(_("what to mind"), null=True)
    next_on = models.DateField(_("next on"), null=True)
    ruled_on = models.DateField(null=True)
    started_on = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["next_on"], name="care_plan_next", condition=Q(ended_at=None))]

    def __str__(self) -> str:
        return f"plan {self.pk}"

    @property
    def often(self) -> str:
        """The rhythm in words."""
        return in_words(self.rhythm)


class Delivery(models.Model):
    """One coming: what the provider says, and whether the person says so too."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="deliveries")
    due_on = models.DateField()
    visit = models.CharField(max_length=12, choices=Visit, default=Visit.DUE)
    said_at = models.DateTimeField(null=True)
    said_by_post_id = models.BigIntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by_person_id = models.BigIntegerField(null=True)
    case_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "due_on"], name="care_delivery_once")]
        indexes = [models.Index(fields=["due_on"], name="care_delivery_due", condition=Q(visit="due"))]

    def __str__(self) -> str:
        return f"delivery {self.pk}"
