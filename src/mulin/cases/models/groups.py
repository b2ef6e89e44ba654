"""Repeats of one matter, and what the model learnt from closed cases suggests."""

from django.db import models


class Group(models.Model):
    """Cases that tell of the same matter, shown to the dispatcher as one."""

    title = models.CharField(max_length=120)
    district_id = models.BigIntegerField(null=True)
    size = models.IntegerField(default=0)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    words = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["-size", "id"], name="group_largest")]

    def __str__(self) -> str:
        return self.title


class KindSuggestion(models.Model):
    """Kinds proposed for a case, with the phrases that spoke for them; `accepted_key` is what a person chose."""

    case = models.OneToOneField("cases.Case", models.CASCADE, related_name="suggestion")
    choices = models.JSONField(default=list)
    at = models.DateTimeField()
    accepted_key = models.CharField(max_length=60, default="")

    def __str__(self) -> str:
        return f"suggestion {self.pk}"
