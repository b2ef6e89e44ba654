"""What was found at a stop, who is to answer by when, and the answer."""

from django.db import models
from django.db.models import Q

from mulin.lib.ids import uuid7
from mulin.places.models import LineageMixin
from mulin.tours.kinds import Addressee, FindingState
from mulin.tours.models.words import Spoken
from mulin.trail.models import Chained


class Finding(LineageMixin, Spoken, Chained):
    """One thing that is not as it should be; it waits until it is answered or goes on as a case."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tour = models.ForeignKey("tours.Tour", models.PROTECT, related_name="findings")
    stop = models.ForeignKey("tours.TourStop", models.PROTECT, related_name="findings")
    item = models.ForeignKey("rounds.Item", models.PROTECT, null=True, related_name="+")
    addressee = models.CharField(max_length=8, choices=Addressee.choices)
    state = models.CharField(max_length=8, choices=FindingState.choices, default=FindingState.AWAITED)
    reply_by = models.DateField()
    made_at = models.DateTimeField()
    by_person_id = models.BigIntegerField(null=True)
    by_post_id = models.BigIntegerField(null=True)
    case_id = models.UUIDField(null=True)
    late_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="carried", case_id__isnull=False) | ~Q(state="carried") & Q(case_id=None),
                name="finding_carried_has_case",
            ),
            models.UniqueConstraint(
                fields=["stop", "item"], condition=Q(item__isnull=False), name="finding_of_item_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["reply_by"],
                name="finding_to_tell_late",
                condition=Q(state="awaited", late_at=None),
            ),
            *(
                models.Index(
                    fields=[f"{rank}_id", "reply_by"],
                    name=f"finding_awaited_{rank}",
                    condition=Q(state="awaited"),
                )
                for rank in ("district", "street", "community")
            ),
        ]

    def __str__(self) -> str:
        return f"finding {self.pk}"


class Reply(Spoken):
    """What the shop or the service centre answered; `own` when it wrote itself."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    finding = models.OneToOneField(Finding, models.PROTECT, related_name="reply")
    own = models.BooleanField(default=False)
    at = models.DateTimeField()
    by_person_id = models.BigIntegerField(null=True)
    by_post_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"reply to {self.finding_id}"
