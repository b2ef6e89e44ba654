"""What a worker notes for themselves."""

from django.db import models
from django.db.models import Q

from mulin.lib.ids import uuid7


class OwnEntry(models.Model):
    """A line of one's own on the day's list; read by nobody else."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.BigIntegerField()
    text = models.CharField(max_length=300)
    due_on = models.DateField()
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["person_id", "due_on"], name="own_entry_open", condition=Q(done_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"own entry of {self.person_id}"
