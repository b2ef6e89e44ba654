"""Organisations of every kind, hung on the area tree."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mulin.people.kinds import OrganisationKind


class Organisation(models.Model):
    """A body that holds posts, answers for matters, reports or is reported."""

    code = models.CharField(_("code"), max_length=64, unique=True)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=16, choices=OrganisationKind)
    area = models.ForeignKey(
        "places.Area", models.PROTECT, null=True, related_name="organisations", verbose_name=_("area")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="children", verbose_name=_("superior organisation")
    )
    credit_code = models.CharField(_("social credit code"), max_length=18, null=True, unique=True)
    phone = models.CharField(_("office phone"), max_length=32, default="")
    address = models.CharField(_("address"), max_length=200, default="")
    closed_on = models.DateField(_("closed on"), null=True)

    class Meta:
        verbose_name = _("organisation")
        indexes = [models.Index(fields=["area", "kind"], name="organisation_area_kind")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=OrganisationKind.values), name="organisation_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="organisation_not_own_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name
