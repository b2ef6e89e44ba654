"""Meetings that recur: what is stuck, who decides, by when."""

from django.db import models
from django.db.models import Q

from mulin.lib.ids import uuid7
from mulin.rounds.models.plans import Ground


class Meeting(models.Model):
    """What was said at one summary or review; the trail holds its hash."""

    occurrence = models.OneToOneField("rounds.Occurrence", models.PROTECT, related_name="meeting")
    minutes = models.TextField(default="")
    salt = models.BinaryField(null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"meeting {self.pk}"


class Decision(Ground):
    """Something stuck that a post is to decide by a day; `case_id` where it is a case."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decisions")
    about = models.CharField(max_length=300)
    case_id = models.UUIDField(null=True)
    post = models.ForeignKey("people.Post", models.PROTECT, related_name="+")
    by_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, default="")

    class Meta:
        indexes = [
            models.Index(fields=["post", "by_on"], name="decision_owed", condition=Q(done_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"decision {self.pk}"
