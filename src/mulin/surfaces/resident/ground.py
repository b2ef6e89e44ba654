"""The ground under the point picker: grids and houses of one's community, for installations without map tiles."""

from math import cos, radians
from typing import Any

from mulin.places.kinds import Rank
from mulin.places.models import Area, Building
from mulin.places.queries import outlines

MOST_HOUSES = 200
HALF_A_HOUSE, METRES_A_DEGREE = 7.0, 111_320.0


def ground_of(area: Area | None) -> dict[str, Any] | None:
    """Outlines of the community's grids and of its houses with their names; none without a community."""
    community = Area.objects.filter(pk=area.community_id).first() if area and area.community_id else None
    if community is None:
        return None
    drawn = outlines(community, Rank.GRID)
    houses = Building.objects.filter(community_id=community.pk, valid_to=None, lng__isnull=False)
    return {
        "type": "FeatureCollection",
        "features": [
            *drawn["features"],
            *(
                {
                    "type": "Feature",
                    "geometry": footprint or _square(lng or 0.0, lat or 0.0),
                    "properties": {"name": name, "tone": "some"},
                }
                for name, footprint, lng, lat in houses.values_list("name", "footprint", "lng", "lat")[
                    :MOST_HOUSES
                ]
            ),
        ],
    }


def _square(lng: float, lat: float) -> dict[str, Any]:
    """A house of which only the point is known, drawn as a small square."""
    up = HALF_A_HOUSE / METRES_A_DEGREE
    aside = up / max(cos(radians(lat)), 0.01)
    corners = [(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]
    return {"type": "Polygon", "coordinates": [[[lng + x * aside, lat + y * up] for x, y in corners]]}
