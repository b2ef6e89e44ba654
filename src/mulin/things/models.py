"""Rows of the register: kinds of things, and each thing with its place, owner, warranty and next check."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mulin.lib.ids import public_code, uuid7
from mulin.places.models import LineageMixin


class ThingKind(models.Model):
    """What sort of thing it is, and which checklist it is looked at with."""

    code = models.SlugField(_("code"), max_length=40, primary_key=True)
    name = models.CharField(_("name"), max_length=60)
    checklist_key = models.SlugField(max_length=40, default="")
    every_days = models.PositiveSmallIntegerField(_("looked at every so many days"), default=0)
    lead_days = models.PositiveSmallIntegerField(_("days before expiry at which it is due"), default=30)
    order = models.SmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name


class Thing(LineageMixin):
    """One thing that somebody looks after; its code hangs on it and opens its checklist."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=24, unique=True, default=public_code, editable=False)
    kind = models.ForeignKey(ThingKind, models.PROTECT, related_name="things")
    name = models.CharField(_("name or number"), max_length=120)
    area = models.ForeignKey("places.Area", models.PROTECT, related_name="things")
    compound_id = models.BigIntegerField(null=True)
    building_id = models.BigIntegerField(null=True)
    place = models.CharField(_("where, in words"), max_length=200, default="")
    lng = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    owner = models.ForeignKey("people.Organisation", models.PROTECT, null=True, related_name="things")
    installed_on = models.DateField(_("installed on"), null=True)
    warranty_until = models.DateField(_("under warranty until"), null=True)
    expires_on = models.DateField(_("expires on"), null=True)
    checked_at = models.DateTimeField(null=True)
    next_check_on = models.DateField(_("next check on"), null=True)
    faulty = models.BooleanField(default=False)
    entered_by_person_id = models.BigIntegerField(null=True)
    retired_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["grid_id", "next_check_on"],
                name="thing_due_in_grid",
                condition=Q(retired_on__isnull=True),
            ),
            models.Index(fields=["community_id", "kind", "name"], name="thing_in_community"),
            models.Index(fields=["building_id"], name="thing_in_building"),
        ]

    def __str__(self) -> str:
        return self.name
