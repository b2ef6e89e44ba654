"""A small place and its people, for the tests of this room."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mulin.accounts.models import User
from mulin.people.access import EVERYWHERE, Actor
from mulin.people.actions.assign_post import assign_post
from mulin.people.actions.create_organisation import create_organisation
from mulin.people.actions.create_post import create_post
from mulin.people.actions.load_roles import load_roles
from mulin.people.actions.register_person import register_person
from mulin.people.models import Organisation, Person, Post
from mulin.places.kinds import Rank
from mulin.places.models import Area, Building, Compound, Entrance, Household

HOUSE = Actor.system("test")


def area(code: str, rank: Rank, parent: Area | None) -> Area:
    """An area as the places room would leave it, without its checks."""
    made = Area(code=code, name=code, short_name=code, name_key=code, rank=rank, parent=parent)
    made.valid_from = date(2020, 1, 1)
    if parent is not None:
        made.take_lineage(parent)
    made.save()
    setattr(made, made.lineage_column, made.pk)
    made.save()
    return made


@dataclass
class Cast:
    """A district, two streets, a community each, two grids each; one building in each grid."""

    areas: dict[str, Area] = field(default_factory=dict)
    compounds: dict[str, Compound] = field(default_factory=dict)
    buildings: dict[str, Building] = field(default_factory=dict)
    doors: dict[str, Household] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)

    def person(self, name: str, **more: Any) -> Person:
        if name not in self.people:
            account = User.objects.create(login=name)
            self.people[name] = register_person(name=name, account=account, by=HOUSE, **more)
        return self.people[name]

    def post(self, code: str, role: str, *scopes: Any, holder: str = "", **more: Any) -> Post:
        post = create_post(code=code, name=code, role=role, scopes=scopes, by=HOUSE, **more)
        self.posts[code] = post
        if holder:
            assign_post(post, person=self.person(holder), by=HOUSE)
        return post

    def actor(self, code: str) -> Actor:
        return Actor.for_post(code)


def cast() -> Cast:
    made = Cast()
    load_roles(by=HOUSE)
    district = made.areas["d"] = area("d", Rank.DISTRICT, None)
    for number in (1, 2):
        street = made.areas[f"s{number}"] = area(f"s{number}", Rank.STREET, district)
        community = made.areas[f"c{number}"] = area(f"c{number}", Rank.COMMUNITY, street)
        compound = Compound(
            code=f"k{number}", name=f"k{number}", short_name="k", name_key="k", area=community
        )
        compound.take_lineage(community)
        compound.save()
        made.compounds[f"k{number}"] = compound
        for part in (1, 2):
            grid = made.areas[f"g{number}{part}"] = area(f"g{number}{part}", Rank.GRID, community)
            _house(made, f"{number}{part}", grid, compound)
    made.organisations["water"] = create_organisation(
        code="water", name="水务公司", kind="utility", area=district, phone="0531-96116", by=HOUSE
    )
    made.post("owner", "owner", EVERYWHERE, holder="何一凡")
    made.post("worker", "grid_worker", made.areas["g11"], holder="周晓燕", phone="0531-5550001")
    made.post("head", "grid_head", made.areas["g11"], holder="马立军")
    made.post("dispatcher", "community_dispatcher", made.areas["c1"], holder="郑文博")
    made.post("staff", "community_staff", made.areas["c1"], holder="吴静")
    return made


def _house(made: Cast, key: str, grid: Area, compound: Compound) -> None:
    building = Building(area=grid, compound=compound, number="00001", name=f"{key}号楼", name_key=key)
    building.take_lineage(grid)
    building.save()
    made.buildings[key] = building
    entrance = Entrance.objects.create(building=building, name="1单元", card_code=f"card-{key}")
    for door in range(1, 13):
        home = Household(entrance=entrance, door=f"{door}01", area=grid)
        home.take_lineage(grid)
        home.save()
        made.doors[f"{key}-{door}"] = home
