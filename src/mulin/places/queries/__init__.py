"""Questions about places; none of them writes."""

from mulin.places.queries.heirs import heir_at, heirs, line_of
from mulin.places.queries.maps import BoundaryReport, boundary_report, outlines
from mulin.places.queries.points import Located, finder, locate, locate_many, nearest_building
from mulin.places.queries.tree import (
    Successor,
    ancestors,
    area_by_code,
    at_rank,
    chain,
    chains,
    children,
    common_ground,
    current,
    in_force_on,
    is_invented,
    subtree,
    successor_of,
    successors,
)
from mulin.places.queries.words import Place, find_by_words

__all__ = [
    "BoundaryReport",
    "Located",
    "Place",
    "Successor",
    "ancestors",
    "area_by_code",
    "at_rank",
    "boundary_report",
    "chain",
    "chains",
    "children",
    "common_ground",
    "current",
    "find_by_words",
    "finder",
    "heir_at",
    "heirs",
    "in_force_on",
    "is_invented",
    "line_of",
    "locate",
    "locate_many",
    "nearest_building",
    "outlines",
    "subtree",
    "successor_of",
    "successors",
]
