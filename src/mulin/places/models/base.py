"""What many rows of places share: lineage and shape."""

from __future__ import annotations

from django.db import models

from mulin.places.kinds import Crs
from mulin.places.models.fields import BoxField
from mulin.places.rules import COLUMNS


class LineageMixin(models.Model):
    """Ids of the areas a row lies in, one a rank, so that "area and below" is one column."""

    province_id = models.BigIntegerField(null=True, blank=True, editable=False)
    city_id = models.BigIntegerField(null=True, blank=True, editable=False)
    district_id = models.BigIntegerField(null=True, blank=True, editable=False)
    street_id = models.BigIntegerField(null=True, blank=True, editable=False)
    community_id = models.BigIntegerField(null=True, blank=True, editable=False)
    grid_id = models.BigIntegerField(null=True, blank=True, editable=False)
    micro_grid_id = models.BigIntegerField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def lineage(self) -> dict[str, int | None]:
        return {column: getattr(self, column) for column in COLUMNS}

    def take_lineage(self, other: LineageMixin) -> None:
        for column in COLUMNS:
            setattr(self, column, getattr(other, column))


class Shaped(models.Model):
    """A row with an outline on the map, in WGS-84."""

    bbox = BoxField(null=True, blank=True, editable=False)
    lng = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    area_m2 = models.FloatField(null=True, blank=True, editable=False)
    shape_version = models.PositiveIntegerField(default=0, editable=False)
    boundary_crs = models.CharField(max_length=8, choices=Crs.choices, default=Crs.WGS84)

    class Meta:
        abstract = True
