"""Events are history, outbox and audit at once; they are only ever added."""

from django.db import models


class Event(models.Model):
    """One change: who, as which post, when, what, from what; never a word that a person wrote.

    `data` holds ids, field names and codes. Words lie in rows of their own room; `data["words"]` keeps
    `[row id, salted hash]` pairs, so that erasing a row and its salt leaves the chain intact.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    captured_at = models.DateTimeField(null=True)
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    account_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    system = models.CharField(max_length=40, default="")
    district_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)
    seq = models.IntegerField(null=True)
    prev = models.BinaryField(null=True)
    hash = models.BinaryField(null=True)
    quiet = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="event_subject"),
            models.Index(fields=["person_id", "id"], name="event_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "seq"],
                condition=models.Q(seq__isnull=False),
                name="event_chain_seq",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind}:{self.subject_id}"


class Waiting(models.Model):
    """An event whose consequences have not been drawn yet; written by a trigger on `trail_event`."""

    event = models.OneToOneField(Event, models.CASCADE, primary_key=True, db_constraint=False)
    not_before = models.DateTimeField(null=True)
    tries = models.SmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["not_before", "event"], name="waiting_order")]

    def __str__(self) -> str:
        return f"waiting {self.event_id}"


class Drawn(models.Model):
    """A consequence that was drawn while another of the same event failed; keeps retries harmless."""

    event_id = models.BigIntegerField()
    handler = models.CharField(max_length=80)
    error = models.TextField(default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event_id", "handler"], name="drawn_once")]

    def __str__(self) -> str:
        return f"{self.handler} of {self.event_id}"


class Chained(models.Model):
    """What has a hash-chained history: keeps its length and head beside itself, under its own row lock."""

    version = models.IntegerField(default=0)
    head = models.BinaryField(null=True)

    class Meta:
        abstract = True
