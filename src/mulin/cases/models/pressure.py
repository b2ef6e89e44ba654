"""Pressure and help from above: prompts, oversight, instructions, the council's agenda."""

from django.db import models
from django.db.models import Q

from mulin.cases.kinds import Decision, PromptKind


class Prompt(models.Model):
    """An urging, a supervision, or the clock's own warning."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="prompts")
    kind = models.CharField(max_length=10, choices=PromptKind.choices)
    at = models.DateTimeField()
    by_post_id = models.BigIntegerField(null=True)
    by_person_id = models.BigIntegerField(null=True)
    clock = models.ForeignKey("cases.Clock", models.CASCADE, null=True, related_name="+")
    reply_by = models.DateTimeField(null=True)
    replied_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "-at"], name="prompt_recent")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Oversight(models.Model):
    """The case has risen to a rank: its overseer must decide by a limit; handler and linking member stay."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="oversights")
    rank = models.SmallIntegerField()
    area_id = models.BigIntegerField()
    post = models.ForeignKey("people.Post", models.PROTECT, null=True, related_name="+", db_index=False)
    since = models.DateTimeField()
    decide_by = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by_person_id = models.BigIntegerField(null=True)
    decision = models.CharField(max_length=20, default="")

    class Meta:
        indexes = [models.Index(fields=["post"], name="oversight_open", condition=Q(decided_at=None))]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "rank"], condition=Q(decided_at=None), name="one_oversight_a_rank"
            )
        ]

    def __str__(self) -> str:
        return f"oversight {self.rank}"


class AgendaItem(models.Model):
    """A case put on the list for the community's next council."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="agenda_items")
    community_id = models.BigIntegerField()
    put_on_at = models.DateTimeField()
    by_post_id = models.BigIntegerField(null=True)
    taken_off_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["community_id", "id"], name="agenda_next", condition=Q(taken_off_at=None))
        ]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(taken_off_at=None), name="on_agenda_once")
        ]

    def __str__(self) -> str:
        return f"agenda {self.pk}"


class Instruction(models.Model):
    """A secretary says what is to be done by when, and sees it to the answer (B8).

    `addressed_at`: when the reporter wrote to this secretary; `at` is empty until the secretary has said something.
    """

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="instructions")
    rank = models.SmallIntegerField()
    by_post = models.ForeignKey("people.Post", models.PROTECT, related_name="+", db_index=False)
    to_org_id = models.BigIntegerField(null=True)
    addressed_at = models.DateTimeField(null=True)
    at = models.DateTimeField(null=True)
    answer_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    accepted = models.CharField(max_length=8, choices=Decision.choices, default=Decision.OPEN)

    class Meta:
        indexes = [
            models.Index(fields=["by_post"], name="instruction_open", condition=Q(accepted=Decision.OPEN))
        ]

    def __str__(self) -> str:
        return f"instruction {self.pk}"
