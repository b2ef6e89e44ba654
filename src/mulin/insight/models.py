"""Tallies kept per area, advanced by increments that commute and rebuildable from the history."""

from django.db import models

from mulin.insight.kinds import Measure


class OpenTally(models.Model):
    """How many cases stand in a state now, in an area and below; area 0 holds what is not placed yet."""

    area_id = models.BigIntegerField()
    state = models.CharField(max_length=12)
    count = models.IntegerField(default=0)
    late = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area_id", "state"], name="open_tally_once")]

    def __str__(self) -> str:
        return f"{self.area_id} {self.state} {self.count}"


class DayTally(models.Model):
    """How often something happened on a local day, in an area and below, by kind (0 where unknown)."""

    area_id = models.BigIntegerField()
    day = models.DateField()
    measure = models.CharField(max_length=12, choices=Measure.choices)
    kind_id = models.BigIntegerField(default=0)
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area_id", "day", "measure", "kind_id"], name="day_tally_once")
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.day} {self.measure} {self.count}"
