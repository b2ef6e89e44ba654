"""Builds the town that stands still: areas, doors, organisations, people, posts, teams, logins."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache

from mulin.accounts.models import User
from mulin.catalogue.actions.load_builtin import load_builtin
from mulin.demo.duties import load_duties
from mulin.demo.geography import geography
from mulin.demo.organisations import OrganisationPlan, organisations, switchboard
from mulin.demo.persons import PersonPlan, persons
from mulin.demo.plan import AreaPlan, BuildingPlan, CompoundPlan, HouseholdPlan
from mulin.demo.posts import EVERYWHERE as WHOLE
from mulin.demo.posts import PostPlan, posts
from mulin.lib.clock import frozen
from mulin.people.access import EVERYWHERE, Actor, Everywhere, Place
from mulin.people.actions.add_household_member import add_household_member
from mulin.people.actions.assign_post import assign_post
from mulin.people.actions.charge_households import charge_households
from mulin.people.actions.create_organisation import create_organisation
from mulin.people.actions.create_post import create_post
from mulin.people.actions.form_team import form_team
from mulin.people.actions.load_roles import load_roles
from mulin.people.actions.register_person import register_person
from mulin.people.models import Organisation, Person, Post
from mulin.places.actions.create_area import NewArea, create_area
from mulin.places.actions.create_building import create_building
from mulin.places.actions.create_compound import create_compound
from mulin.places.kinds import Rank
from mulin.places.models import Area, Building, Compound, Household
from mulin.rounds.actions.load_checklists import load_checklists
from mulin.rounds.actions.load_visit_rules import load_visit_rules
from mulin.things.actions.load_thing_kinds import load_thing_kinds

FOUNDED = datetime(2025, 9, 1, 1, 0, tzinfo=UTC)
PASSWORD = "mulin-demo"  # noqa: S105 - public by contract, exists only in the demo town
LOGINS = (
    "resident",
    "rider",
    "gridworker",
    "gridhead",
    "secretary",
    "dispatcher",
    "hotline",
    "callback",
    "mediator",
    "checker",
    "department",
    "property",
    "leader",
    "district",
    "owner",
)
BUILDER = Actor.system("demo")
Tell = Callable[[str, int, int], None]


def quiet(_what: str, _done: int, _total: int) -> None:
    """Nobody watches."""


@dataclass
class Rows:
    """What has been built, by the plan's codes and keys."""

    areas: dict[str, Area] = field(default_factory=dict)
    compounds: dict[str, Compound] = field(default_factory=dict)
    buildings: dict[str, Building] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    doors: dict[str, list[Household]] = field(default_factory=lambda: defaultdict(list))


def build_structure(tell: Tell = quiet) -> Rows:
    """Everything but the cases, as of the founding day; the same each time."""
    rows = Rows()
    with frozen(FOUNDED):
        build_places(rows, tell)
        build_people(rows, tell)
        build_posts(rows, tell)
        build_households(rows, tell)
        load_builtin(by=BUILDER)
        load_thing_kinds(by=BUILDER)
        load_checklists(by=BUILDER)
        load_visit_rules(by=BUILDER)
        load_duties(BUILDER)
    return rows


def build_places(rows: Rows, tell: Tell) -> None:
    plan = geography()
    for done, area in enumerate(plan.areas, 1):
        rows.areas[area.code] = add_area(rows, area)
        tell("areas", done, len(plan.areas))
    for compound in plan.compounds:
        rows.compounds[compound.code] = add_compound(rows, compound)
    behind: dict[str, dict[str, list[str]]] = defaultdict(dict)
    units = {entrance.code: entrance for entrance in plan.entrances}
    for door in plan.households:
        behind[door.building].setdefault(units[door.entrance].name, []).append(door.door)
    for done, building in enumerate(plan.buildings, 1):
        rows.buildings[building.code] = add_building(rows, building, behind[building.code])
        tell("buildings", done, len(plan.buildings))


def add_area(rows: Rows, plan: AreaPlan) -> Area:
    new = NewArea(
        name=plan.name,
        rank=Rank(plan.rank),
        code=plan.code,
        kind=plan.kind,
        boundary=plan.boundary,
        households=homes_in()[plan.code],
        source="demo",
    )
    return create_area(rows.areas[plan.parent] if plan.parent else None, new=new, by=BUILDER)


@cache
def homes_in() -> Counter[str]:
    """Doors in each area, those below it included."""
    above = {area.code: area.parent for area in geography().areas}
    found: Counter[str] = Counter()
    for home in geography().households:
        code: str | None = home.micro_grid
        while code is not None:
            found[code] += 1
            code = above[code]
    return found


def add_compound(rows: Rows, plan: CompoundPlan) -> Compound:
    return create_compound(
        rows.areas[plan.grids[0][:12]],
        name=plan.name,
        code=plan.code,
        grids=[rows.areas[grid] for grid in plan.grids],
        property_model="contract" if plan.firm else "none",
        by=BUILDER,
    )


def add_building(rows: Rows, plan: BuildingPlan, entrances: dict[str, list[str]]) -> Building:
    return create_building(
        rows.areas[plan.micro_grid],
        name=plan.name,
        number=plan.code[-5:],
        compound=rows.compounds[plan.compound],
        address=plan.address,
        levels=plan.floors,
        lng=plan.point[0],
        lat=plan.point[1],
        entrances=entrances,
        by=BUILDER,
    )


def build_people(rows: Rows, tell: Tell) -> None:
    for plan in organisations():
        rows.organisations[plan.code] = add_organisation(rows, plan)
    for done, person in enumerate(persons().values(), 1):
        rows.people[person.key] = add_person(person)
        tell("people", done, len(persons()))


def add_organisation(rows: Rows, plan: OrganisationPlan) -> Organisation:
    parent = rows.organisations[plan.parent] if plan.parent else None
    return create_organisation(
        code=plan.code,
        name=plan.name,
        kind=plan.kind,
        area=rows.areas[plan.area],
        parent=parent,
        phone=switchboard()[plan.code],
        by=BUILDER,
    )


def add_person(plan: PersonPlan) -> Person:
    account = None
    if plan.key in LOGINS:
        account = User(login=plan.key)
        account.set_password(PASSWORD)
        account.save(force_insert=True)
    return register_person(name=plan.name, phone=plan.phone, gender=plan.gender, account=account, by=BUILDER)


def build_posts(rows: Rows, tell: Tell) -> None:
    load_roles(by=BUILDER)
    for done, plan in enumerate(posts(), 1):
        rows.posts[plan.code] = add_post(rows, plan)
        tell("posts", done, len(posts()))


def add_post(rows: Rows, plan: PostPlan) -> Post:
    post = create_post(
        code=plan.code,
        name=plan.name,
        role=plan.role,
        scopes=list(reach(rows, plan)),
        organisation=rows.organisations[plan.organisation],
        named_duties=plan.named_duties,
        phone=plan.phone,
        by=BUILDER,
    )
    assign_post(post, person=rows.people[plan.person], by=BUILDER)
    return post


def reach(rows: Rows, plan: PostPlan) -> Iterable[Place | Everywhere]:
    if WHOLE in plan.areas:
        yield EVERYWHERE
        return
    yield from (rows.areas[code] for code in plan.areas)
    yield from (rows.compounds[code] for code in plan.compounds)
    yield from (rows.buildings[code] for code in plan.buildings)


def build_households(rows: Rows, tell: Tell) -> None:
    """Each door has its responsible person; each micro-grid its team of 1+3+N; some residents their home."""
    for home in Household.objects.select_related("area").order_by("pk"):
        rows.doors[home.area.code].append(home)
    for done, (code, homes) in enumerate(sorted(rows.doors.items()), 1):
        short = f"{code[8]}{code[11]}{code[13:15]}"
        linking = rows.posts[f"P-{short}-{code[-1]}-MG"]
        charge_households(homes, post=linking, by=BUILDER)
        form_team(
            code=f"T-{short}-{code[-1]}",
            name=f"{rows.areas[code].name}1+3+N微团队",
            area=rows.areas[code],
            linking=linking,
            supporters=supporters(rows, code),
            households=homes,
            by=BUILDER,
        )
        tell("households", done, len(rows.doors))
    for key, lived_in in homes_of_residents().items():
        door = Household.objects.get(
            entrance__building=rows.buildings[lived_in.building],
            entrance__name=f"{int(lived_in.entrance[-2:])}单元",
            door=lived_in.door,
        )
        add_household_member(door, person=rows.people[key], relation="head", by=BUILDER)


def supporters(rows: Rows, code: str) -> list[tuple[str, Post]]:
    """The three: property worker, volunteer, and the adviser of the co-building unit."""
    firm = "ANJU" if code[8] == "1" else "LINSHUI"
    turn = int(code[-3]) % 4 + 1
    return [
        ("property", rows.posts[f"P-{firm}-{turn}"]),
        ("volunteer", rows.posts[f"P-{code[8]}{code[11]}-VOL"]),
        ("partner", rows.posts[f"P-{code[8]}-ADV"]),
    ]


def homes_of_residents() -> dict[str, HouseholdPlan]:
    """Where residents live: the leading one and her neighbours in the first grid of 柳桥, others all over."""
    homes = geography().households
    near = [home for home in homes if home.micro_grid == "99010200100200101"]
    found = dict(zip(("resident", "neighbour", "father"), near[5::6], strict=False))
    found["child"] = homes[1700]
    # The grid worker lives on her own ground, in the grid beside.
    found["gridworker"] = next(home for home in homes if home.micro_grid == "99010200100200201")
    others = [key for key in persons() if key.startswith("resident-")]
    step = len(homes) // len(others)
    taken = {home.code for home in found.values()}
    spread = [home for home in homes[3::step] if home.code not in taken]
    return found | dict(zip(others, spread, strict=False))
