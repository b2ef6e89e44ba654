"""Publicity and service weeks: what was told or done where, what was given out, how many were served."""

from django.db import models
from django.db.models import F, Q

from mulin.campaigns.kinds import Count, OutreachKind, OutreachState, Theme
from mulin.lib.ids import public_code, uuid7
from mulin.places.models import LineageMixin


class Outreach(LineageMixin):
    """One occasion or week; residents may read its summary once it is published."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area = models.ForeignKey("places.Area", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=OutreachKind.choices)
    theme = models.CharField(max_length=10, choices=Theme.choices)
    title = models.CharField(max_length=80)
    begins = models.DateField()
    ends = models.DateField()
    places = models.CharField(max_length=400, default="")
    about = models.CharField(max_length=1000, default="")
    summary = models.CharField(max_length=2000, default="")
    state = models.CharField(max_length=10, choices=OutreachState.choices, default=OutreachState.PLANNED)
    post = models.ForeignKey("people.Post", models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=24, unique=True, default=public_code, editable=False)
    made_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("begins")), name="outreach_in_order"),
            models.CheckConstraint(
                condition=Q(published_at=None) | ~Q(state="cancelled"), name="outreach_published_is_on"
            ),
        ]
        indexes = [
            *(
                models.Index(fields=[f"{rank}_id", "-begins"], name=f"outreach_{rank}")
                for rank in ("district", "street", "community")
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Tally(models.Model):
    """So many of this were given out, or so many people were served with that."""

    outreach = models.ForeignKey(Outreach, models.CASCADE, related_name="tallies")
    count = models.CharField(max_length=6, choices=Count.choices)
    what = models.CharField(max_length=60)
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outreach", "count", "what"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.what} {self.number}"


class Partaker(models.Model):
    """Who took part: an organisation, or a post."""

    outreach = models.ForeignKey(Outreach, models.CASCADE, related_name="partakers")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey("people.Post", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation=None, post__isnull=False) | Q(organisation__isnull=False, post=None),
                name="partaker_is_one",
            ),
            models.UniqueConstraint(
                fields=["outreach", "organisation", "post"], nulls_distinct=False, name="partaker_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation or self.post)
