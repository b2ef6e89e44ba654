"""The reporter's side: follow, rate, hotline order, call-back."""

from django.db import models

from mulin.cases.kinds import Satisfaction


class Follow(models.Model):
    """A resident wants to hear of a case that somebody else reported first."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="follows")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    since = models.DateTimeField()
    same_matter = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="follow_once")]

    def __str__(self) -> str:
        return f"follow {self.pk}"


class Rating(models.Model):
    """The reporter's word after closing; never entered by the handling side."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="ratings")
    closure = models.OneToOneField("cases.Closure", models.CASCADE, related_name="rating")
    at = models.DateTimeField()
    by_person_id = models.BigIntegerField(null=True)
    by_code = models.BooleanField(default=False)
    solved = models.BooleanField()
    satisfaction = models.CharField(max_length=12, choices=Satisfaction.choices)

    def __str__(self) -> str:
        return f"rating {self.satisfaction}"


class HotlineOrder(models.Model):
    """A 12345 work order; `known_before` counts earlier reports of the same matter linked to it."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="hotline_orders")
    order_no = models.CharField(max_length=40, unique=True)
    call_class = models.CharField(max_length=12, default="help")
    received_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    first_contact_at = models.DateTimeField(null=True)
    reply_by = models.DateTimeField(null=True)
    replied_at = models.DateTimeField(null=True)
    known_before = models.SmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.order_no


class Callback(models.Model):
    """The caller is asked: reached, solved, satisfied? Made by nobody of the handling side."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="callbacks")
    at = models.DateTimeField()
    by_person_id = models.BigIntegerField(null=True)
    by_post_id = models.BigIntegerField(null=True)
    reached = models.BooleanField()
    contacted = models.BooleanField(null=True)
    solved = models.BooleanField(null=True)
    satisfaction = models.CharField(max_length=12, choices=Satisfaction.choices, default="")
    excluded = models.CharField(max_length=20, default="")

    class Meta:
        indexes = [models.Index(fields=["at"], name="callback_at")]

    def __str__(self) -> str:
        return f"callback {self.pk}"
