"""Checklists by edition, and what each item asks."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from mulin.rounds.kinds import AnswerKind


class Checklist(models.Model):
    """One edition; a round keeps the edition it was made with. Edition 0 is the draft, in force on no day."""

    DRAFT = 0

    key = models.SlugField(max_length=40)
    edition = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    note = models.CharField(max_length=400, default="")
    source = models.CharField(max_length=40, default="")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "edition"], name="checklist_edition_once"),
            models.UniqueConstraint(
                fields=["key"], condition=Q(valid_to__isnull=True), name="checklist_one_in_force"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="checklist_valid_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.edition}"

    @property
    def is_draft(self) -> bool:
        return self.edition == self.DRAFT


class Item(models.Model):
    """One thing asked: how it is answered, which answers fail, and which kind of case a failing one opens."""

    checklist = models.ForeignKey(Checklist, models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=40)
    text = models.CharField(max_length=200)
    hint = models.CharField(max_length=200, default="")
    kind = models.CharField(max_length=10, choices=AnswerKind.choices)
    required = models.BooleanField(default=True)
    unit = models.CharField(max_length=20, default="")
    low = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    high = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    choices = models.JSONField(default=list)
    bad = ArrayField(models.CharField(max_length=40), default=list)
    within_days = models.PositiveSmallIntegerField(null=True)
    shown_if = models.JSONField(default=dict)
    opens = models.CharField(max_length=60, default="")
    urgency = models.CharField(max_length=20, default="")

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["checklist", "code"], name="item_code_once")]

    def __str__(self) -> str:
        return self.text
