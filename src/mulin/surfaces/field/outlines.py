"""The outlines of somebody's ground, for the maps of the field."""

from typing import Any

from mulin.places.kinds import Rank
from mulin.places.models import Area
from mulin.places.queries import outlines

MOST_DRAWN = 8


def drawn(areas: list[Area]) -> dict[str, Any]:
    """Each area's parts where it has drawn ones, else its own outline."""
    features: list[Any] = []
    for area in areas[:MOST_DRAWN]:
        parts = outlines(area)["features"] or outlines(area, Rank(area.rank))["features"]
        features += parts
    return {"type": "FeatureCollection", "features": features}
