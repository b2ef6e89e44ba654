"""Files of areas taken in."""

from mulin.places.imports.areas import take_areas
from mulin.places.imports.drafts import COLUMNS

__all__ = ["COLUMNS", "take_areas"]
