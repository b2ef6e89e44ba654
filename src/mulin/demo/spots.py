"""Where a telling of a story takes place, what fills its blanks, and whose posts serve there."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from random import Random

from mulin.demo.corpus import Story
from mulin.demo.geography import geography
from mulin.demo.names import COMMUNITIES, CommunityNames
from mulin.demo.plan import BuildingPlan, CompoundPlan
from mulin.demo.posts import posts
from mulin.demo.structure import homes_of_residents

WHEN = (
    "昨天晚上", "今天早上", "前天下午", "上周末", "昨天", "今天中午", "半夜", "这两天", "昨天傍晚", "前天",
)  # fmt: skip
LONG = ("三天", "两天", "一个多星期", "快半个月", "四五天", "好几天", "十来天", "快一个月")
DEDICATED = {"market": "北窑农贸市场", "school": "澄湖区第二学校", "park": "澄湖公园", "hospital": "澄湖医院"}
# The leading characters serve in 柳桥: more happens there, so that every login finds its work.
HOME_COMMUNITY, HOME_GRIDS, HOME_SHARE, GRID_SHARE = (1, 2), ("001", "002"), 0.38, 0.5
POLICE, FIRMS = "POLICE", {"ORG-PM-ANJU": "ANJU", "ORG-PM-LINSHUI": "LINSHUI"}


@dataclass(frozen=True)
class Spot:
    """A place in the town as a case names it."""

    micro: str
    address: str
    point: tuple[float, float]
    slots: dict[str, str]
    building: BuildingPlan | None = None
    compound: CompoundPlan | None = None

    @property
    def short(self) -> str:
        """Street and community as in the codes of posts: `12`."""
        return self.micro[8] + self.micro[11]

    @property
    def grid(self) -> str:
        """As in the codes of the grid's posts: `1201`."""
        return self.short + self.micro[13:15]

    @property
    def micro_post(self) -> str:
        return f"P-{self.grid}-{self.micro[-1]}-MG"


@cache
def compounds() -> dict[str, CompoundPlan]:
    return {one.code: one for one in geography().compounds}


@cache
def buildings_of(community: str) -> list[BuildingPlan]:
    return [one for one in geography().buildings if one.micro_grid.startswith(community)]


@cache
def residents_of(grid: str) -> list[str]:
    """Keys of the residents who live in a grid, or in its community when none does."""
    living: dict[str, list[str]] = defaultdict(list)
    for key, home in homes_of_residents().items():
        living[home.micro_grid[:15]].append(key)
        living[home.micro_grid[:12]].append(key)
    return living[grid] or living[grid[:12]]


def choose(story: Story, rng: Random) -> Spot:
    """Somewhere that fits the story; the same for the same random source."""
    if story.place.startswith("dedicated:"):
        return in_dedicated(DEDICATED[story.place.removeprefix("dedicated:")], rng)
    at_home = rng.random() < HOME_SHARE
    key = HOME_COMMUNITY if at_home else rng.choice(sorted(COMMUNITIES))
    names = COMMUNITIES[key]
    choice = buildings_of(names.code)
    if at_home and rng.random() < GRID_SHARE:
        choice = [one for one in choice if one.micro_grid[12:15] in HOME_GRIDS]
    building = rng.choice(choice)
    return (
        on_the_road(story, names, building, rng)
        if story.place in ("road", "shop")
        else indoors(names, building, rng)
    )


def indoors(names: CommunityNames, building: BuildingPlan, rng: Random) -> Spot:
    compound = compounds()[building.compound]
    slots = blanks(names, building, rng)
    return Spot(building.micro_grid, building.address, building.point, slots, building, compound)


def on_the_road(story: Story, names: CommunityNames, building: BuildingPlan, rng: Random) -> Spot:
    slots = blanks(names, building, rng)
    number = rng.randint(2, 180)
    address = slots["店"] if story.place == "shop" else f"{slots['路']}{number}号附近"
    point = (round(building.point[0] + rng.uniform(-8e-5, 8e-5), 7), building.point[1])
    return Spot(building.micro_grid, f"{names.name}{address}", point, slots)


def in_dedicated(name: str, rng: Random) -> Spot:
    for names in COMMUNITIES.values():
        if names.dedicated and names.dedicated[1] == name:
            grid = f"{names.code}{names.dedicated[0]:03d}"
            micro = rng.choice([one for one in geography().ranked(7) if one.parent == grid])
            slots = blanks(names, buildings_of(names.code)[0], rng) | {"小区": name}
            return Spot(micro.code, name, micro.point, slots)
    raise KeyError(name)


def blanks(names: CommunityNames, building: BuildingPlan, rng: Random) -> dict[str, str]:
    floors = building.floors
    return {
        "小区": compounds()[building.compound].name,
        "楼": f"{building.number}号楼",
        "单元": f"{rng.randint(1, 2)}单元",
        "层": str(rng.randint(2, max(floors, 2))),
        "时": rng.choice(WHEN),
        "久": rng.choice(LONG),
        "路": rng.choice(names.roads),
        "店": rng.choice(names.shops),
        "网格": f"{names.name}第{int(building.micro_grid[12:15])}网格",
    }


def handler(who: str, spot: Spot) -> tuple[str, str]:
    """(organisation, post) that a story's `who` means at a place."""
    community = f"ORG-C{spot.short}"
    if who == "property":
        firm = spot.compound.firm if spot.compound else ""
        return (firm, worker_of(firm, spot)) if firm else (community, f"P-{spot.grid}-GW")
    local = {
        "grid": (community, f"P-{spot.grid}-GW"),
        "micro": (community, spot.micro_post),
        "community": (community, f"P-{spot.short}-STF-1"),
        "mediator": (community, f"P-{spot.short}-MED"),
        "complaints": ("ORG-CARE", "P-D-CMP"),
    }
    if who in local:
        return local[who]
    unit = f"{POLICE}-{spot.short[0]}" if who == POLICE else who
    return f"ORG-{unit}", f"P-{unit}-1"


def worker_of(firm: str, spot: Spot) -> str:
    """The firm's worker whose compounds hold the place."""
    code = spot.compound.code if spot.compound else ""
    found = (
        p.code
        for p in posts()
        if p.organisation == firm and p.role == "property_worker" and code in p.compounds
    )
    return next(found, f"P-{FIRMS[firm]}-MGR")
