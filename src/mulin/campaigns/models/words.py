"""What was said at a target, by whom and about what is owed: sealed, and erasable without breaking the history."""

from django.db import models
from django.db.models import Q

from mulin.campaigns.kinds import Move, PartyRole, Told
from mulin.lib.crypto import new_salt
from mulin.lib.fields import SealedTextField
from mulin.lib.ids import uuid7


class Spoken(models.Model):
    """Words of people: the event that brought them holds only their salted hash."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    text = SealedTextField(null=True)
    salt = models.BinaryField(default=new_salt, null=True)
    at = models.DateTimeField()
    by_person_id = models.BigIntegerField(null=True)
    by_post_id = models.BigIntegerField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Party(Spoken):
    """Whose word counts here; `text` is what they want, `heard_at` when they were last heard."""

    target = models.ForeignKey("campaigns.Target", models.CASCADE, related_name="parties")
    role = models.CharField(max_length=10, choices=PartyRole.choices)
    name = SealedTextField(null=True)
    phone = SealedTextField(null=True)
    heard_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.role} of {self.target_id}"


class Talk(Spoken):
    """A talk: when, who of us, with whom, what was said, and when next."""

    target = models.ForeignKey("campaigns.Target", models.CASCADE, related_name="talks")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="talks")
    held_at = models.DateTimeField()
    captured_at = models.DateTimeField(null=True)
    next_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["target", "held_at"], name="talk_of_target")]

    def __str__(self) -> str:
        return f"talk at {self.target_id}"


class Step(Spoken):
    """What was agreed: by one of the parties, or by us when none is named, and by when."""

    target = models.ForeignKey("campaigns.Target", models.CASCADE, related_name="steps")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="steps")
    by_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    told = models.CharField(max_length=4, choices=Told.choices, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(done_at=None) | Q(dropped_at=None), name="step_ends_one_way")
        ]
        indexes = [
            models.Index(fields=["target", "by_on"], name="step_of_target"),
            models.Index(
                fields=["by_on"],
                name="step_untold",
                condition=Q(done_at=None, dropped_at=None) & ~Q(told="late"),
            ),
        ]

    def __str__(self) -> str:
        return f"step of {self.target_id}"

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.dropped_at is None


class Remark(Spoken):
    """Why a target was declined, finished or taken up again."""

    target = models.ForeignKey("campaigns.Target", models.CASCADE, related_name="remarks")
    move = models.CharField(max_length=12, choices=Move.choices)

    def __str__(self) -> str:
        return f"{self.move} of {self.target_id}"
