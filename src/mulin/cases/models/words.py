"""What people said, kept apart from the history so that it can be erased without breaking it."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from mulin.cases.kinds import Audience, Voice
from mulin.lib.crypto import new_salt
from mulin.lib.ids import uuid7


class Words(models.Model):
    """One piece of text of a case; the event that brought it holds only its salted hash."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="words")
    voice = models.CharField(max_length=12, choices=Voice.choices)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.STAFF)
    seq = models.IntegerField()
    text = models.TextField()
    salt = models.BinaryField(default=new_salt, null=True)
    by_person_id = models.BigIntegerField(null=True)
    by_post_id = models.BigIntegerField(null=True)
    assignment_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)
    search = SearchVectorField(null=True)

    class Meta:
        indexes = [GinIndex(fields=["search"], name="words_search")]

    def __str__(self) -> str:
        return f"{self.voice} of {self.case_id}"
