"""The register: who is cared for, who is called, and who opened what is kept closed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mulin.care.kinds import Level, Part, Tie, Why
from mulin.lib.fields import SealedTextField
from mulin.lib.ids import uuid7
from mulin.places.models import LineageMixin

SEALED = ("needs", "keys", "door", "illness")


class Entry(LineageMixin):
    """One person on the list. It lives by the person's consent: without it nobody sees the entry.

    `only_post_ids` narrows who may see it to posts the person named; empty means every post named for care there.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    household = models.ForeignKey("places.Household", models.PROTECT, related_name="+")
    compound_id = models.BigIntegerField(null=True)
    building_id = models.BigIntegerField(null=True)
    whys = ArrayField(models.CharField(max_length=12, choices=Why), verbose_name=_("why"))
    level = models.CharField(_("how often asked after"), max_length=12, choices=Level)
    only_post_ids = ArrayField(models.BigIntegerField(), default=list)
    needs = SealedTextField(_("needs"), null=True)
    keys = SealedTextField(_("who keeps a key"), null=True)
    door = SealedTextField(_("hints at the door"), null=True)
    illness = SealedTextField(_("illness and medicine"), null=True)
    review_on = models.DateField(_("look at again on"))
    discharged_on = models.DateField(_("back from hospital on"), null=True)
    entered_at = models.DateTimeField()
    entered_by_post_id = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["community_id", "review_on"], name="care_community", condition=Q(ended_at=None)
            ),
            models.Index(fields=["grid_id"], name="care_grid", condition=Q(ended_at=None)),
            models.Index(fields=["household"], name="care_household", condition=Q(ended_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="care_entry_once"),
        ]

    def __str__(self) -> str:
        return f"care entry {self.pk}"


class Contact(models.Model):
    """Whom to call, in which order; they agreed to be called."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="contacts")
    place = models.SmallIntegerField(_("order"))
    tie = models.CharField(_("who it is"), max_length=12, choices=Tie)
    name = SealedTextField(_("name"))
    phone = SealedTextField(_("phone"))

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["entry", "place"], name="care_contact_order")]

    def __str__(self) -> str:
        return f"care contact {self.pk}"


class Opening(models.Model):
    """What is kept closed was opened by one person for a few minutes; the look stands beside it."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="openings")
    at = models.DateTimeField()
    until = models.DateTimeField()
    by_person_id = models.BigIntegerField()
    by_post_id = models.BigIntegerField(null=True)
    look_id = models.BigIntegerField()
    parts = ArrayField(models.CharField(max_length=12, choices=Part))

    class Meta:
        indexes = [models.Index(fields=["entry", "by_person_id", "-until"], name="care_opening_of")]

    def __str__(self) -> str:
        return f"care opening {self.pk}"
