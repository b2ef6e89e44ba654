"""Consent, delegates, approvals and who looked at whose data."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from mulin.people.kinds import SIGHTS, LookReason, Means, Purpose


class Look(models.Model):
    """One opening of a person's data: who, as which post, when, what and why; the person can read it."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="looks")
    at = models.DateTimeField(_("at"))
    by_person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="looked")
    by_post = models.ForeignKey("people.Post", models.PROTECT, null=True, related_name="looks")
    account_id = models.BigIntegerField(null=True)
    fields = ArrayField(models.CharField(max_length=16, choices=SIGHTS), verbose_name=_("what was seen"))
    reason = models.CharField(_("reason"), max_length=16, choices=LookReason)
    note = models.CharField(_("reason in words"), max_length=300, default="")
    case_id = models.UUIDField(null=True)

    class Meta:
        verbose_name = _("look at personal data")
        indexes = [
            models.Index(fields=["person", "-at"], name="look_person"),
            models.Index(fields=["by_person", "-at"], name="look_by"),
        ]
        # The note alone may be emptied, when the person's data are erased.
        triggers = [
            pgtrigger.Protect(name="look_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="look_unchanged",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["note"]),
            ),
        ]

    def __str__(self) -> str:
        return f"look {self.pk}"


class UnmaskGrant(models.Model):
    """One opening of a child's data by one post, asked for or not, and somebody else's approval of it."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="unmask_grants")
    post = models.ForeignKey("people.Post", models.PROTECT, related_name="unmask_grants")
    asked_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="unmask_asked")
    asked_at = models.DateTimeField(_("asked at"), null=True)
    reason = models.CharField(_("reason"), max_length=16, choices=LookReason, default="")
    note = models.CharField(_("reason in words"), max_length=300, default="")
    approved_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, related_name="unmask_approvals"
    )
    approved_at = models.DateTimeField(null=True)
    until = models.DateTimeField()
    look = models.OneToOneField(Look, models.PROTECT, null=True, related_name="grant")

    class Meta:
        verbose_name = _("approval of an opening")
        indexes = [models.Index(fields=["person", "post"], name="unmask_grant_open")]

    def __str__(self) -> str:
        return f"unmask grant {self.pk}"


class Consent(models.Model):
    """What a person, or the guardian, agreed to, for which purpose; withdrawn as easily as given."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=16, choices=Purpose)
    means = models.CharField(_("given"), max_length=8, choices=Means)
    guardian = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="consents_given")
    given = models.DateTimeField(_("given at"))
    until = models.DateField(_("until"), null=True)
    withdrawn = models.DateTimeField(_("withdrawn at"), null=True)

    class Meta:
        verbose_name = _("consent")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=models.Q(withdrawn__isnull=True),
                name="consent_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"consent {self.pk}"


class Delegate(models.Model):
    """A person names who may read in their place who looked at their data."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="delegates")
    delegate = models.ForeignKey("people.Person", models.PROTECT, related_name="delegate_of")
    guardian = models.BooleanField(_("guardian"), default=False)
    named = models.DateTimeField(_("named at"))
    ended = models.DateTimeField(_("ended at"), null=True)

    class Meta:
        verbose_name = _("delegate")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "delegate"], condition=models.Q(ended__isnull=True), name="delegate_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(person=models.F("delegate")), name="delegate_is_another"
            ),
        ]

    def __str__(self) -> str:
        return f"delegate {self.pk}"
