"""A small town on squares, and somebody whose post reaches one area only."""

from dataclasses import dataclass
from typing import Any

from mulin.lib.actor import Lineage, System
from mulin.places.actions.create_area import NewArea, create_area
from mulin.places.kinds import Rank
from mulin.places.models import Area

OWNER = System("test")


@dataclass(frozen=True)
class Manager:
    """Holds area:manage over one area and what lies below."""

    area: Area
    account_id: int | None = 1
    person_id: int | None = 1
    post_id: int | None = 1
    system: str = ""

    def may(self, duty: str) -> bool:
        return duty == "area:manage"

    def reaches(self, duty: str, lineage: Lineage) -> bool:
        return self.may(duty) and lineage[self.area.lineage_column] == self.area.pk


def square(west: float, south: float, size: float = 1.0, tall: float | None = None) -> dict[str, Any]:
    east, north = west + size, south + (tall or size)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def area(parent: Area | None, rank: Rank, name: str, **more: Any) -> Area:
    return create_area(parent, new=NewArea(name=name, rank=rank, **more), by=OWNER)


@dataclass(frozen=True)
class Town:
    district: Area
    street: Area
    other_street: Area
    community: Area
    grid: Area
    second_grid: Area


def town() -> Town:
    """Two streets, a community of 2 by 1 degrees cut into two grids."""
    district = area(None, Rank.DISTRICT, "泉东区", code="370999")
    street = area(district, Rank.STREET, "柳荫街道", code="370999001")
    other = area(district, Rank.STREET, "槐树街道", code="370999002")
    community = area(
        street, Rank.COMMUNITY, "东湖社区居委会", code="370999001001", boundary=square(10, 10, 2, 1)
    )
    grid = area(community, Rank.GRID, "第1网格", boundary=square(10, 10), households=300)
    second = area(community, Rank.GRID, "第2网格", boundary=square(11, 10), households=100)
    return Town(district, street, other, community, grid, second)
