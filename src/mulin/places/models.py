"""Rows of places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mulin.places.kinds import AreaKind, CompoundKind, Crs, PropertyModel, Rank
from mulin.places.kinds import Succession as SuccessionKind
from mulin.places.rules import COLUMNS, LINEAGE

Box = tuple[float, float, float, float]

if TYPE_CHECKING:
    _BoxBase = models.Field[Box | None, Box | None]
    _BoolLookup = models.Lookup[bool]
else:
    _BoxBase = models.Field
    _BoolLookup = models.Lookup


class BoxField(_BoxBase):
    """PostgreSQL's core `box` as (west, south, east, north)."""

    def db_type(self, connection: Any) -> str:
        return "box"

    def get_prep_value(self, value: Any) -> str | None:
        if value is None:
            return None
        west, south, east, north = value
        return f"(({east!r},{north!r}),({west!r},{south!r}))"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Box | None:
        if value is None:
            return None
        east, north, west, south = (
            float(part) for part in value.replace("(", "").replace(")", "").split(",")
        )
        return west, south, east, north


@BoxField.register_lookup
class Covers(_BoolLookup):
    """`bbox__covers=(west, south, east, north)`, by the GiST index."""

    lookup_name = "covers"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} @> {right}::box", [*left_params, *right_params]


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

    boundary = models.JSONField(_("boundary"), null=True, blank=True)
    bbox = BoxField(null=True, blank=True, editable=False)
    lng = models.FloatField(_("longitude"), null=True, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    area_m2 = models.FloatField(_("square metres"), null=True, blank=True, editable=False)
    shape_version = models.PositiveIntegerField(default=0, editable=False)
    boundary_crs = models.CharField(
        _("coordinates as delivered"), max_length=8, choices=Crs.choices, default=Crs.WGS84
    )

    class Meta:
        abstract = True


class Area(LineageMixin, Shaped):
    """A node of the tree; its code is never given to another, not even when it is retired."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(max_length=200, editable=False)
    name_key = models.CharField(max_length=400, editable=False)
    rank = models.PositiveSmallIntegerField(_("rank"), choices=Rank.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    kind = models.CharField(_("kind"), max_length=16, choices=AreaKind.choices, default=AreaKind.DIVISION)
    synthetic = models.BooleanField(_("stands in for an absent rank"), default=False)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    households = models.PositiveIntegerField(_("households"), null=True, blank=True)
    residents = models.PositiveIntegerField(_("residents"), null=True, blank=True)
    source = models.CharField(_("source and edition"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("area")
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
    def lineage_column(self) -> str:
        """The column that holds this area's id in every row that lies in it."""
        return LINEAGE[Rank(self.rank)]


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


class Compound(LineageMixin, Shaped):
    """A residential compound or villagers' group; grids share or hold it."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(max_length=200, editable=False)
    name_key = models.CharField(max_length=400, editable=False)
    kind = models.CharField(
        _("kind"), max_length=16, choices=CompoundKind.choices, default=CompoundKind.COMPOUND
    )
    property_model = models.CharField(
        _("property service"), max_length=12, choices=PropertyModel.choices, default=PropertyModel.NONE
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="compounds", verbose_name=_("area"))
    grids = models.ManyToManyField(Area, through="CompoundGrid", related_name="held_compounds")
    valid_to = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("compound")
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


class AreaAlias(models.Model):
    """Another name by which people call an area or a compound."""

    name = models.CharField(_("name"), max_length=200, db_index=True)
    area = models.ForeignKey(Area, models.CASCADE, null=True, blank=True, related_name="aliases")
    compound = models.ForeignKey(Compound, models.CASCADE, null=True, blank=True, related_name="aliases")

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


class Building(LineageMixin, Shaped):
    """A house, numbered 00001 to 99999 inside its grid."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="buildings", verbose_name=_("grid"))
    compound = models.ForeignKey(
        Compound, models.PROTECT, null=True, blank=True, related_name="buildings", verbose_name=_("compound")
    )
    number = models.CharField(_("number in the grid"), max_length=5)
    name = models.CharField(_("name"), max_length=200)
    address = models.CharField(_("address"), max_length=300, blank=True)
    name_key = models.CharField(max_length=400, editable=False)
    levels = models.PositiveSmallIntegerField(_("storeys"), null=True, blank=True)
    valid_to = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("building")
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
    name = models.CharField(_("name"), max_length=60)
    card_code = models.CharField(max_length=32, unique=True, editable=False)

    class Meta:
        verbose_name = _("entrance")
        constraints = [models.UniqueConstraint(fields=["building", "name"], name="entrance_once")]

    def __str__(self) -> str:
        return self.name


class Household(LineageMixin):
    """A door; who lives behind it is kept elsewhere."""

    entrance = models.ForeignKey(Entrance, models.PROTECT, related_name="households")
    door = models.CharField(_("door"), max_length=40)
    area = models.ForeignKey(Area, models.PROTECT, related_name="doors", verbose_name=_("area"))
    residential = models.BooleanField(_("lived in"), default=True)
    valid_to = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("household")
        constraints = [models.UniqueConstraint(fields=["entrance", "door"], name="household_once")]
        indexes = [
            models.Index(fields=["grid_id"], name="household_grid"),
            models.Index(fields=["micro_grid_id"], name="household_micro_grid"),
            models.Index(fields=["community_id"], name="household_community"),
        ]

    def __str__(self) -> str:
        return self.door
