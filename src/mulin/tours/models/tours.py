"""A tour with its route, and who was drawn for it."""

import secrets

from django.db import models
from django.db.models import Q

from mulin.lib.fields import SealedTextField
from mulin.lib.ids import public_code, uuid7
from mulin.places.models import LineageMixin
from mulin.tours.kinds import SeatState, StopKind, TourState
from mulin.tours.models.words import Spoken
from mulin.trail.models import Chained


def new_seed() -> str:
    """Nobody chooses it."""
    return secrets.token_hex(16)


class Tour(LineageMixin, Chained):
    """Residents go and look; the seed of the draw is fixed when the tour is planned and shown when it is drawn.

    One that comes again hands its `rhythm` (RFC 5545, counted from `since`) on to the tour that `follows` it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area = models.ForeignKey("places.Area", models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    starts_at = models.DateTimeField()
    meets_at = models.CharField(max_length=120, default="")
    checklist = models.ForeignKey("rounds.Checklist", models.PROTECT, related_name="+")
    rhythm = models.CharField(max_length=200, default="")
    since = models.DateField(null=True)
    follows = models.OneToOneField("self", models.PROTECT, null=True, related_name="followed_by")
    size = models.PositiveSmallIntegerField(default=10)
    reply_days = models.PositiveSmallIntegerField(default=7)
    lead_post = models.ForeignKey("people.Post", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=TourState.choices, default=TourState.PLANNED)
    seed = models.CharField(max_length=32, default=new_seed, editable=False)
    code = models.CharField(max_length=24, unique=True, default=public_code, editable=False)
    post = models.ForeignKey("people.Post", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    drawn_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size__gte=1), name="tour_somebody_goes"),
            models.CheckConstraint(
                condition=Q(published_at=None) | ~Q(state="cancelled"), name="tour_published_is_on"
            ),
            models.CheckConstraint(
                condition=Q(state="planned", drawn_at=None)
                | Q(state="cancelled")
                | Q(state__in=["drawn", "ended"], drawn_at__isnull=False),
                name="tour_drawn",
            ),
            models.CheckConstraint(
                condition=Q(rhythm="") | Q(since__isnull=False), name="tour_comes_again_since"
            ),
        ]
        indexes = [
            *(
                models.Index(fields=[f"{rank}_id", "-starts_at"], name=f"tour_{rank}")
                for rank in ("district", "street", "community")
            ),
            models.Index(fields=["lead_post", "starts_at"], name="tour_of_leader"),
            models.Index(fields=["starts_at"], condition=~Q(rhythm=""), name="tour_comes_again"),
        ]

    def __str__(self) -> str:
        return self.title


class TourStop(Spoken):
    """A shop, the service centre or another place on the way; its words are what was said of it as a whole."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tour = models.ForeignKey(Tour, models.CASCADE, related_name="stops")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=StopKind.choices, default=StopKind.SHOP)
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200, default="")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, null=True, related_name="+")
    thing = models.ForeignKey("things.Thing", models.PROTECT, null=True, related_name="+")
    contact = SealedTextField(null=True)
    lng = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    answers = models.JSONField(default=dict)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["tour", "order"], name="tour_stop_order", deferrable=models.Deferrable.DEFERRED
            ),
            models.UniqueConstraint(fields=["tour", "name", "address"], name="tour_stop_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def danger(self) -> int:
        """No stop is walked to before another."""
        return 1


class Seat(models.Model):
    """One representative's place in the draw, with what the rota went by."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tour = models.ForeignKey(Tour, models.CASCADE, related_name="seats")
    representative = models.ForeignKey("tours.Representative", models.PROTECT, related_name="seats")
    position = models.PositiveSmallIntegerField()
    turns = models.PositiveIntegerField()
    last_on = models.DateField(null=True)
    lot = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=SeatState.choices, default=SeatState.RESERVE)
    told_at = models.DateTimeField(null=True)
    said_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["tour", "position"], name="seat_position_once"),
            models.UniqueConstraint(fields=["tour", "representative"], name="seat_once"),
            models.CheckConstraint(condition=Q(position__gte=1), name="seat_position"),
        ]

    def __str__(self) -> str:
        return f"seat {self.position} of {self.tour_id}"
