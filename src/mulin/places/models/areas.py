"""The tree of areas, its outlines, other names and what became of whom."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Q

from mulin.places.kinds import AreaKind, Rank
from mulin.places.kinds import Succession as SuccessionKind
from mulin.places.models.base import LineageMixin, Shaped
from mulin.places.rules import LINEAGE


class Area(LineageMixin, Shaped):
    """A node of the tree; its code is never given to another, not even when it is retired."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=200, editable=False)
    name_key = models.CharField(max_length=400, editable=False)
    rank = models.PositiveSmallIntegerField(choices=Rank.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    kind = models.CharField(max_length=16, choices=AreaKind.choices, default=AreaKind.DIVISION)
    synthetic = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    households = models.PositiveIntegerField(null=True, blank=True)
    residents = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="area_valid_order"
            ),
            models.CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="area_named"),
        ]
        indexes = [
            GistIndex(fields=["bbox"], name="area_bbox", condition=Q(valid_to=None)),
            models.Index(fields=["short_name"], name="area_short_name"),
            models.Index(fields=["parent", "name_key"], name="area_parent_name"),
            *(
                models.Index(fields=[column], name=f"area_{column.removesuffix('_id')}")
                for rank, column in LINEAGE.items()
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def boundary(self) -> dict[str, Any] | None:
        """The outline in force, or none."""
        return (
            AreaBoundary.objects.filter(area=self.pk, version=self.shape_version)
            .values_list("geojson", flat=True)
            .first()
        )

    @property
    def lineage_column(self) -> str:
        """The column that holds this area's id in every row that lies in it."""
        return LINEAGE[Rank(self.rank)]


class AreaBoundary(models.Model):
    """The outline of an area as GeoJSON; each redrawing keeps the one before.

    Apart from the area because a province's outline weighs megabytes and areas are joined everywhere.
    """

    area = models.ForeignKey(Area, models.CASCADE, related_name="boundaries")
    version = models.PositiveIntegerField()
    drawn_on = models.DateField()
    geojson = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "version"], name="area_boundary_version")]


class RetiredCode(models.Model):
    """A code that an area once had, kept so that nobody gets it again."""

    code = models.CharField(max_length=40, primary_key=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="retired_codes")
    retired_on = models.DateField()


class Succession(models.Model):
    """What became of an area: rights and tallies follow it."""

    predecessor = models.ForeignKey(Area, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Area, models.PROTECT, related_name="origins")
    kind = models.CharField(max_length=12, choices=SuccessionKind.choices)
    at = models.DateField()
    share = models.DecimalField(max_digits=6, decimal_places=5)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor", "kind"], name="succession_once"),
            models.CheckConstraint(condition=Q(share__gte=0, share__lte=1), name="succession_share"),
        ]


class AreaAlias(models.Model):
    """Another name by which people call an area or a compound."""

    name = models.CharField(max_length=200, db_index=True)
    area = models.ForeignKey(Area, models.CASCADE, null=True, blank=True, related_name="aliases")
    compound = models.ForeignKey(
        "places.Compound", models.CASCADE, null=True, blank=True, related_name="aliases"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(area=None, compound__isnull=False) | Q(area__isnull=False, compound=None),
                name="alias_of_one",
            ),
            models.UniqueConstraint(
                fields=["name", "area", "compound"], nulls_distinct=False, name="alias_once"
            ),
        ]
