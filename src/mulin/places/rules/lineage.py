"""Which column holds which rank, and which rank may hang under which."""

from collections.abc import Mapping

from mulin.places.kinds import Rank

LINEAGE: Mapping[Rank, str] = {
    Rank.PROVINCE: "province_id",
    Rank.CITY: "city_id",
    Rank.DISTRICT: "district_id",
    Rank.STREET: "street_id",
    Rank.COMMUNITY: "community_id",
    Rank.GRID: "grid_id",
    Rank.MICRO_GRID: "micro_grid_id",
}
COLUMNS: tuple[str, ...] = tuple(LINEAGE.values())

# What people draw: a grid belongs to one community, a micro-grid to one grid.
ONLY_UNDER: Mapping[Rank, Rank] = {Rank.GRID: Rank.COMMUNITY, Rank.MICRO_GRID: Rank.GRID}


def may_hang(rank: Rank, parent: Rank | None, *, strict: bool = True) -> bool:
    """Whether an area of this rank may have a parent of that one; delivered trees may lack ranks."""
    if strict and rank in ONLY_UNDER:
        return parent == ONLY_UNDER[rank]
    return parent is None or parent < rank


def columns_above(rank: Rank) -> tuple[str, ...]:
    return tuple(column for each, column in LINEAGE.items() if each < rank)
