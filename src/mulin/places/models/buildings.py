"""Compounds, buildings, entrances and doors."""

from __future__ import annotations

from django.contrib.postgres.indexes import GistIndex
from django.db import models

from mulin.places.kinds import CompoundKind, PropertyModel
from mulin.places.models.areas import Area
from mulin.places.models.base import LineageMixin, Shaped


class Compound(LineageMixin, Shaped):
    """A residential compound or villagers' group; grids share or hold it."""

    code = models.CharField(max_length=40, unique=True)
    boundary = models.JSONField(null=True, blank=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=200, editable=False)
    name_key = models.CharField(max_length=400, editable=False)
    kind = models.CharField(max_length=16, choices=CompoundKind.choices, default=CompoundKind.COMPOUND)
    property_model = models.CharField(
        max_length=12, choices=PropertyModel.choices, default=PropertyModel.NONE
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="compounds")
    grids = models.ManyToManyField(Area, through="CompoundGrid", related_name="held_compounds")
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["short_name"], name="compound_short_name"),
            GistIndex(fields=["bbox"], name="compound_bbox"),
        ]

    def __str__(self) -> str:
        return self.name


class CompoundGrid(models.Model):
    """A grid that holds a compound, or a part of it."""

    compound = models.ForeignKey(Compound, models.CASCADE, related_name="grid_links")
    grid = models.ForeignKey(Area, models.PROTECT, related_name="compound_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["compound", "grid"], name="compound_grid_once")]


class Building(LineageMixin, Shaped):
    """A house, numbered 00001 to 99999 inside its grid."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="buildings")
    compound = models.ForeignKey(Compound, models.PROTECT, null=True, blank=True, related_name="buildings")
    number = models.CharField(max_length=5)
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=300, blank=True)
    name_key = models.CharField(max_length=400, editable=False)
    footprint = models.JSONField(null=True, blank=True)
    levels = models.PositiveSmallIntegerField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "number"], name="building_number_once")]
        indexes = [
            GistIndex(fields=["bbox"], name="building_bbox"),
            models.Index(fields=["name"], name="building_name"),
            models.Index(fields=["compound"], name="building_compound"),
        ]

    def __str__(self) -> str:
        return self.name


class Entrance(models.Model):
    """A stairwell; its service card hangs at the door."""

    building = models.ForeignKey(Building, models.PROTECT, related_name="entrances")
    name = models.CharField(max_length=60)
    card_code = models.CharField(max_length=32, unique=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["building", "name"], name="entrance_once")]

    def __str__(self) -> str:
        return self.name


class Household(LineageMixin):
    """A door; who lives behind it is kept elsewhere."""

    entrance = models.ForeignKey(Entrance, models.PROTECT, related_name="households")
    door = models.CharField(max_length=40)
    area = models.ForeignKey(Area, models.PROTECT, related_name="doors")
    residential = models.BooleanField(default=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entrance", "door"], name="household_once")]
        indexes = [
            models.Index(fields=["grid_id"], name="household_grid"),
            models.Index(fields=["micro_grid_id"], name="household_micro_grid"),
            models.Index(fields=["community_id"], name="household_community"),
        ]

    def __str__(self) -> str:
        return self.door
