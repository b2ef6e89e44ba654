"""Disputes: parties, sittings, agreement, follow-up (B10); always confidential."""

from django.db import models


class Party(models.Model):
    """Somebody on one side of a dispute, or an expert at the table."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="parties")
    side = models.CharField(max_length=12)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, null=True, related_name="+")
    consented_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) ^ models.Q(organisation__isnull=False),
                name="party_is_one",
            )
        ]

    def __str__(self) -> str:
        return f"party {self.pk}"


class Sitting(models.Model):
    """One meeting at the table, or talks on the spot."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="sittings")
    at = models.DateTimeField()
    place = models.CharField(max_length=100, default="")
    on_the_spot = models.BooleanField(default=False)
    mediator_post = models.ForeignKey("people.Post", models.PROTECT, related_name="+", db_index=False)
    present = models.ManyToManyField(Party, related_name="sittings")
    next_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"sitting {self.pk}"


class Agreement(models.Model):
    """What the parties signed; judicial confirmation can be asked jointly within thirty days."""

    case = models.OneToOneField("cases.Case", models.CASCADE, related_name="agreement")
    signed_at = models.DateTimeField()
    confirm_until = models.DateField()
    follow_up_on = models.DateField()
    followed_up_at = models.DateTimeField(null=True)
    kept = models.BooleanField(null=True)

    def __str__(self) -> str:
        return f"agreement {self.pk}"
