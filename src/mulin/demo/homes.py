"""Buildings, entrances and three thousand household doors, each inside its micro-grid."""

from collections import Counter
from random import Random

from shapely.geometry import Point, Polygon

from mulin.demo.ground import METRES_PER_LNG, spots_inside
from mulin.demo.names import TITLE
from mulin.demo.plan import BuildingPlan, CompoundPlan, EntrancePlan, HouseholdPlan

HOUSEHOLDS = 3_000
# Buildings of a micro-grid as (entrances, floors); two doors a floor.
SHAPES = (((2, 5),), ((1, 6), (1, 5)), ((1, 10),), ((2, 4), (1, 3)), ((1, 6), (1, 4)), ((1, 11),))

Homes = tuple[tuple[BuildingPlan, ...], tuple[EntrancePlan, ...], tuple[HouseholdPlan, ...]]


def shapes_for(number: int) -> tuple[tuple[int, int], ...]:
    return SHAPES[(number * 5 + number // 6) % len(SHAPES)]


def without_shops(households: list[HouseholdPlan]) -> tuple[HouseholdPlan, ...]:
    """Some ground-floor flats are shops, as many as are over three thousand."""
    over = len(households) - HOUSEHOLDS
    ground = [h.code for h in households if h.door == "102"]
    shops = set(ground[:: len(ground) // over][:over]) if over > 0 else set()
    return tuple(h for h in households if h.code not in shops)


def entrance_spot(face: Polygon, spot: tuple[float, float], number: int) -> tuple[float, float]:
    """A few metres east of the last one, if that is still inside."""
    moved = (round(spot[0] + (number - 1) * 9 / METRES_PER_LNG, 7), spot[1])
    return moved if face.contains(Point(moved)) else spot


def doors(building: BuildingPlan, entrance: EntrancePlan) -> list[HouseholdPlan]:
    made = []
    for floor in range(1, building.floors + 1):
        for side in (1, 2):
            door = f"{floor}0{side}"
            code = f"{entrance.code}{floor:02d}{side:02d}"
            made.append(
                HouseholdPlan(
                    code, door, floor, entrance.code, building.code, building.compound, building.micro_grid
                )
            )
    return made


def build_homes(faces: dict[str, Polygon], owner: dict[str, CompoundPlan], rng: Random) -> Homes:
    buildings: list[BuildingPlan] = []
    entrances: list[EntrancePlan] = []
    households: list[HouseholdPlan] = []
    in_compound: Counter[str] = Counter()
    in_grid: Counter[str] = Counter()
    for number, (micro, compound) in enumerate(sorted(owner.items())):
        shapes = shapes_for(number)
        for (count, floors), spot in zip(shapes, spots_inside(faces[micro], len(shapes), rng), strict=True):
            in_compound[compound.code] += 1
            in_grid[micro[:15]] += 1
            order = in_compound[compound.code]
            building = BuildingPlan(
                f"{micro[:15]}B{in_grid[micro[:15]]:05d}",
                f"{compound.name}{order}号楼",
                order,
                f"{TITLE}{compound.address}{compound.name}{order}号楼",
                micro,
                compound.code,
                floors,
                spot,
            )
            buildings.append(building)
            for unit in range(1, count + 1):
                entrance = EntrancePlan(
                    f"{building.code}{unit:02d}",
                    f"{unit}单元",
                    building.code,
                    entrance_spot(faces[micro], spot, unit),
                )
                entrances.append(entrance)
                households += doors(building, entrance)
    return tuple(buildings), tuple(entrances), without_shops(households)
