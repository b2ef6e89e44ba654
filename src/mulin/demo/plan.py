"""The town on paper: plain records of places, before any row exists."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class AreaPlan:
    code: str
    name: str
    rank: int
    parent: str | None
    kind: str
    boundary: dict[str, Any] | None
    point: tuple[float, float]


@dataclass(frozen=True)
class CompoundPlan:
    code: str
    name: str
    address: str
    grids: tuple[str, ...]
    firm: str
    point: tuple[float, float]


@dataclass(frozen=True)
class BuildingPlan:
    code: str
    name: str
    number: int
    address: str
    micro_grid: str
    compound: str
    floors: int
    point: tuple[float, float]


@dataclass(frozen=True)
class EntrancePlan:
    code: str
    name: str
    building: str
    point: tuple[float, float]


@dataclass(frozen=True)
class HouseholdPlan:
    code: str
    door: str
    floor: int
    entrance: str
    building: str
    compound: str
    micro_grid: str


@dataclass(frozen=True)
class Geography:
    areas: tuple[AreaPlan, ...]
    compounds: tuple[CompoundPlan, ...]
    buildings: tuple[BuildingPlan, ...]
    entrances: tuple[EntrancePlan, ...]
    households: tuple[HouseholdPlan, ...]

    def ranked(self, rank: int) -> list[AreaPlan]:
        return [area for area in self.areas if area.rank == rank]
