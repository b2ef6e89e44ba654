"""Rows of calendars: working hours and exceptional days, of an area or of the installation."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _


class WorkingHours(models.Model):
    """Sessions of a working day; without an area they are everyone's default."""

    area = models.ForeignKey(
        "places.Area",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("area"),
    )
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force until before"), null=True, blank=True)
    sessions = models.JSONField(_("sessions"))
    every_day = models.BooleanField(_("on holidays too"), default=False)

    class Meta:
        verbose_name = _("hours of work")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="hours_end_after_start"
            ),
            ExclusionConstraint(
                name="hours_one_at_a_time",
                expressions=(
                    (Coalesce("area", Value(0)), RangeOperators.EQUAL),
                    (
                        Func(
                            "valid_from",
                            "valid_to",
                            RangeBoundary(),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.valid_from} {self.sessions}"


class DayOverride(models.Model):
    """A day that is worked or free against the decree: a local holiday, a flood, a worked Saturday."""

    area = models.ForeignKey(
        "places.Area",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("area"),
    )
    date = models.DateField(_("date of the day"))
    is_working = models.BooleanField(_("worked"))
    name = models.CharField(_("name of the day"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("exceptional day")
        constraints = (
            models.UniqueConstraint(
                fields=("area", "date"), name="override_once_a_day", nulls_distinct=False
            ),
        )
        ordering = ("date",)

    def __str__(self) -> str:
        return f"{self.date} {self.name}"
