"""The closed lists of places."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rank(models.IntegerChoices):
    """Depth in the tree; an area may hang under any higher rank, not only the next."""

    PROVINCE = 1, _("Province")
    CITY = 2, _("City")
    DISTRICT = 3, _("District")
    STREET = 4, _("Street or town")
    COMMUNITY = 5, _("Community or village")
    GRID = 6, _("Grid")
    MICRO_GRID = 7, _("Micro-grid")


class AreaKind(models.TextChoices):
    """What sort of area of its rank it is."""

    DIVISION = "division", _("Administrative division")
    ZONE = "zone", _("Zone governing areas coded elsewhere")
    BASIC = "basic", _("Basic grid")
    DEDICATED = "dedicated", _("Dedicated grid")


class CompoundKind(models.TextChoices):
    """What holds buildings together beside the tree."""

    COMPOUND = "compound", _("Residential compound")
    VILLAGER_GROUP = "villager_group", _("Villagers' group")


class PropertyModel(models.TextChoices):
    """How a compound is serviced."""

    NONE = "none", _("No property service")
    CONTRACT = "contract", _("Property firm under contract")
    TRUST = "trust", _("Trust")
    GUIDED = "guided", _("Guided by the community")
    JOINT = "joint", _("Jointly built")
    STEWARD = "steward", _("Steward")
    SMART = "smart", _("Smart service")


class Succession(models.TextChoices):
    """How one area came out of another."""

    SPLIT = "split", _("Split")
    MERGE = "merge", _("Merged")


class Crs(models.TextChoices):
    """The coordinate systems understood at the edge."""

    WGS84 = "wgs84", "WGS-84 / CGCS2000"
    GCJ02 = "gcj02", "GCJ-02"
    BD09 = "bd09", "BD-09"
