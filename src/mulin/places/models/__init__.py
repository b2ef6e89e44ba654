"""Rows of places."""

from mulin.places.models.areas import Area, AreaAlias, AreaBoundary, RetiredCode, Succession
from mulin.places.models.base import LineageMixin, Shaped
from mulin.places.models.buildings import Building, Compound, CompoundGrid, Entrance, Household
from mulin.places.models.fields import Box, BoxField

__all__ = [
    "Area",
    "AreaAlias",
    "AreaBoundary",
    "Box",
    "BoxField",
    "Building",
    "Compound",
    "CompoundGrid",
    "Entrance",
    "Household",
    "LineageMixin",
    "RetiredCode",
    "Shaped",
    "Succession",
]
