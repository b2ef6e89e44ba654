"""Pure rules of the tree: lineage, codes, names, shapes."""

from mulin.places.rules.finder import Finder, Shape
from mulin.places.rules.lineage import COLUMNS, LINEAGE, may_hang
from mulin.places.rules.names import name_key, short_name

__all__ = ["COLUMNS", "LINEAGE", "Finder", "Shape", "may_hang", "name_key", "short_name"]
