"""What was done on the way: verification, handling, check, question, closure."""

from django.db import models
from django.db.models import Q

from mulin.cases.kinds import CloseReason


class VerifyTask(models.Model):
    """Somebody goes and looks before filing (核实)."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="verify_tasks")
    post = models.ForeignKey("people.Post", models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    asked_by_post_id = models.BigIntegerField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by_person_id = models.BigIntegerField(null=True)
    found = models.BooleanField(null=True)

    class Meta:
        indexes = [models.Index(fields=["post"], name="verify_open", condition=Q(done_at=None))]

    def __str__(self) -> str:
        return f"verify {self.pk}"


class Handling(models.Model):
    """A result reported for an assignment, or on the spot."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="handlings")
    assignment = models.ForeignKey("cases.Assignment", models.CASCADE, null=True, related_name="handlings")
    at = models.DateTimeField()
    captured_at = models.DateTimeField(null=True)
    by_person_id = models.BigIntegerField(null=True)
    by_post_id = models.BigIntegerField(null=True)
    on_the_spot = models.BooleanField(default=False)
    contacted_reporter = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"handling {self.pk}"


class CheckTask(models.Model):
    """Somebody other than the handlers looks whether it was really done (核查)."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="check_tasks")
    post = models.ForeignKey("people.Post", models.PROTECT, null=True, related_name="+", db_index=False)
    since = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by_person_id = models.BigIntegerField(null=True)
    done_by_post_id = models.BigIntegerField(null=True)
    passed = models.BooleanField(null=True)
    by_reporter = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["post"], name="check_open", condition=Q(done_at=None))]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(done_at=None), name="one_open_check")
        ]

    def __str__(self) -> str:
        return f"check {self.pk}"


class Question(models.Model):
    """Something the reporter must say before work can go on; the clocks rest meanwhile."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="questions")
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["answer_by"], name="question_ends", condition=Q(answered_at=None))]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(answered_at=None), name="one_open_question")
        ]

    def __str__(self) -> str:
        return f"question {self.pk}"


class Closure(models.Model):
    """The case ended; a reopening ends the closure."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="closures")
    reason = models.CharField(max_length=16, choices=CloseReason.choices)
    at = models.DateTimeField()
    by_person_id = models.BigIntegerField(null=True)
    by_post_id = models.BigIntegerField(null=True)
    conditions_met = models.BooleanField(default=True)
    reopened_at = models.DateTimeField(null=True)
    reopened_by_person_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(reopened_at=None), name="one_closure")
        ]

    def __str__(self) -> str:
        return f"closure {self.reason}"
