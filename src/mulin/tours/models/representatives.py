"""The register of the standing residents' representatives."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from mulin.lib.ids import uuid7
from mulin.places.models import LineageMixin


class Representative(LineageMixin):
    """A person speaks for the residents of an area from a day to a day; ended terms stay."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area = models.ForeignKey("places.Area", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    during = DateRangeField()
    named_by = models.CharField(max_length=120)
    post = models.ForeignKey("people.Post", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="representative_once",
                expressions=[
                    ("area", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [
            *(
                models.Index(fields=[f"{rank}_id"], name=f"representative_{rank}")
                for rank in ("district", "street", "community")
            ),
        ]

    def __str__(self) -> str:
        return f"representative {self.pk}"
