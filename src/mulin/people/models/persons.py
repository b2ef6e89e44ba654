"""Persons, the households they live in and who answers for a household."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from mulin.lib.fields import SealedTextField
from mulin.people.kinds import Gender, Relation


class Person(models.Model):
    """A person, by a closed list of fields; sealed, found again only through keyed hashes."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="person", verbose_name=_("account")
    )
    name = SealedTextField(_("name"), null=True)
    phone = SealedTextField(_("phone"), null=True)
    id_number = SealedTextField(_("identity number"), null=True)
    birth_date = SealedTextField(_("date of birth"), null=True)
    contact_notes = SealedTextField(_("how to make contact"), null=True)
    gender = models.CharField(_("gender"), max_length=8, choices=Gender, default=Gender.UNSAID)
    name_hash = models.BinaryField(null=True, max_length=32)
    phone_hash = models.BinaryField(null=True, max_length=32)
    id_hash = models.BinaryField(null=True, max_length=32)
    name_birth_hash = models.BinaryField(null=True, max_length=32)
    registered = models.DateTimeField(_("registered"))
    erased = models.DateTimeField(_("erased"), null=True)

    class Meta:
        verbose_name = _("person")
        indexes = [
            models.Index(fields=["name_hash"], name="person_name_hash"),
            models.Index(fields=["phone_hash"], name="person_phone_hash"),
            models.Index(fields=["id_hash"], name="person_id_hash"),
            models.Index(fields=["name_birth_hash"], name="person_name_birth_hash"),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"


class HouseholdMember(models.Model):
    """A person lives in a household from a day to a day."""

    household = models.ForeignKey("places.Household", models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="homes")
    relation = models.CharField(_("relation"), max_length=16, choices=Relation, default=Relation.OTHER)
    during = DateRangeField(_("during"))

    class Meta:
        verbose_name = _("member of a household")
        constraints = [
            ExclusionConstraint(
                name="household_member_once",
                expressions=[
                    ("household", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"household member {self.pk}"


class HouseholdCharge(models.Model):
    """The named person who answers for a household, in which post; one at a time."""

    household = models.ForeignKey("places.Household", models.PROTECT, related_name="charges")
    post = models.ForeignKey("people.Post", models.PROTECT, related_name="charges")
    person = models.ForeignKey(Person, models.PROTECT, related_name="charges")
    during = DateRangeField(_("during"))

    class Meta:
        verbose_name = _("charge of a household")
        indexes = [GistIndex(fields=["post", "person", "during"], name="charge_of_post")]
        constraints = [
            ExclusionConstraint(
                name="household_charge_one",
                expressions=[("household", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"household charge {self.pk}"
