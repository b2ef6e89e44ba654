"""Who is to act: assignments, and the whistle that calls several organisations together."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from mulin.cases.kinds import PartRole, PartState, WhistleKind

OPEN_PARTS = (PartState.OFFERED, PartState.ACCEPTED)


class Whistle(models.Model):
    """Several organisations are called to report in by a time and to finish together (吹哨报到)."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="whistles")
    kind = models.CharField(max_length=12, choices=WhistleKind.choices)
    blown_at = models.DateTimeField()
    blown_by_post_id = models.BigIntegerField(null=True)
    report_in_by = models.DateTimeField()
    finish_by = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(ended_at=None), name="one_open_whistle")
        ]

    def __str__(self) -> str:
        return f"whistle {self.pk}"


class Assignment(models.Model):
    """An organisation, and within it a post, owes a result; `why` says how the choice came about."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="assignments")
    whistle = models.ForeignKey(Whistle, models.CASCADE, null=True, related_name="parts")
    role = models.CharField(max_length=8, choices=PartRole.choices, default=PartRole.SOLE)
    state = models.CharField(max_length=10, choices=PartState.choices, default=PartState.OFFERED)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    post = models.ForeignKey("people.Post", models.PROTECT, null=True, related_name="+", db_index=False)
    why = models.JSONField(default=dict)
    designated = models.BooleanField(default=False)
    offered_at = models.DateTimeField()
    offered_by_post_id = models.BigIntegerField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by_person_id = models.BigIntegerField(null=True)
    accepted_by_post_id = models.BigIntegerField(null=True)
    arrived_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by_person_ids = ArrayField(models.BigIntegerField(), default=list)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["organisation", "-id"], name="assigned_open", condition=Q(state__in=OPEN_PARTS)
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "organisation"],
                condition=Q(state__in=OPEN_PARTS),
                name="one_open_part_each",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state__in=OPEN_PARTS, role__in=[PartRole.SOLE, PartRole.LEAD]),
                name="one_lead",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.organisation_id}"
