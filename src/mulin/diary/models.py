"""What people in the field hear, who read it, and what it gathers to."""

from django.db import models
from django.db.models import Q

from mulin.diary.kinds import Level, Outcome, Theme
from mulin.lib.crypto import new_salt
from mulin.lib.fields import SealedTextField
from mulin.lib.ids import uuid7
from mulin.places.models import LineageMixin


class DiaryTopic(LineageMixin):
    """A concern that many entries tell of."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area = models.ForeignKey("places.Area", models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    theme = models.CharField(max_length=12, choices=Theme.choices)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    post = models.ForeignKey("people.Post", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area", "name"], condition=Q(closed_at=None), name="topic_open_once"
            )
        ]
        indexes = [
            models.Index(fields=[f"{rank}_id"], name=f"diary_topic_{rank}")
            for rank in ("district", "street", "community")
        ]

    def __str__(self) -> str:
        return self.name


class DiaryEntry(LineageMixin):
    """A line or two of one day; the words are sealed and go when they are erased."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area = models.ForeignKey("places.Area", models.PROTECT, related_name="+")
    theme = models.CharField(max_length=12, choices=Theme.choices)
    text = SealedTextField(null=True)
    salt = models.BinaryField(default=new_salt, null=True)
    on = models.DateField()
    at = models.DateTimeField()
    captured_at = models.DateTimeField(null=True)
    person_id = models.BigIntegerField(null=True)
    post = models.ForeignKey("people.Post", models.PROTECT, null=True, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Level.choices, default=Level.GRID)
    read_at = models.DateTimeField(null=True)
    case_id = models.UUIDField(null=True)
    topic = models.ForeignKey(DiaryTopic, models.PROTECT, null=True, related_name="entries")
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person_id", "-on"], name="diary_of_person"),
            models.Index(fields=["topic", "-on"], name="diary_of_topic"),
            *(
                models.Index(fields=[f"{rank}_id", "-on"], name=f"diary_{rank}")
                for rank in ("district", "street", "community", "grid")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.theme} on {self.on}"


class Review(models.Model):
    """One reader's word on an entry, at their level."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(DiaryEntry, models.CASCADE, related_name="reviews")
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    outcome = models.CharField(max_length=6, choices=Outcome.choices)
    note = SealedTextField(null=True)
    salt = models.BinaryField(default=new_salt, null=True)
    at = models.DateTimeField()
    by_person_id = models.BigIntegerField(null=True)
    by_post = models.ForeignKey("people.Post", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["entry", "at"], name="review_of_entry")]

    def __str__(self) -> str:
        return f"{self.outcome} of {self.entry_id}"
