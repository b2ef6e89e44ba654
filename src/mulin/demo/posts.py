"""Who serves where: about 360 posts, their scopes and the people who hold them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count

from mulin.demo.geography import geography
from mulin.demo.names import COMMUNITIES, DISTRICT, STREETS, CommunityNames
from mulin.demo.organisations import DISTRICT_BODIES, office_phone
from mulin.demo.persons import STAFF

D = DISTRICT[0]
EVERYWHERE = "*"


@dataclass(frozen=True)
class PostPlan:
    code: str
    name: str
    role: str
    organisation: str
    person: str
    areas: tuple[str, ...] = ()
    compounds: tuple[str, ...] = ()
    buildings: tuple[str, ...] = ()
    named_duties: tuple[str, ...] = ()
    phone: str = ""


# Posts of the leading characters; whoever is not named here is a member of the staff in turn.
NAMED_HOLDERS = {
    "P-1201-GW": "gridworker",
    "P-1202-GW": "gridworker",
    "P-1201-GH": "gridhead",
    "P-1202-GH": "gridhead",
    "P-1201-1-MG": "microworker",
    "P-1201-2-MG": "microworker",
    "P-12-SEC": "secretary",
    "P-12-DSP": "dispatcher",
    "P-13-DSP": "dispatcher",
    "P-12-CHK": "checker",
    "P-12-MED": "mediator",
    "P-1-DSP": "street_dispatcher",
    "P-1-LDR": "leader",
    "P-1-SEC": "street_secretary",
    "P-1-CHK": "street_checker",
    "P-D-DSP": "district",
    "P-D-SUP": "district",
    "P-D-LDR": "district_leader",
    "P-D-CHK": "district_checker",
    "P-D-HOT-1": "hotline",
    "P-D-CB": "callback",
    "P-D-CMP": "complaints",
    "P-OWNER": "owner",
    "P-WATER-1": "department",
    "P-ANJU-MGR": "property",
    "P-RIDER-1": "rider",
}
# Grids whose workers are named for care, and go to the door.
CARING_GRIDS = ("1201", "1202")
MEDIATE, COMPLAINT, CARE = "case:mediate", "case:complaint", "care:see"


class Staff:
    """Hands out the next member of the staff."""

    def __init__(self) -> None:
        self.numbers = count(1)

    def next(self) -> str:
        number = next(self.numbers)
        if number > STAFF:
            raise AssertionError("the town has too few people")
        return f"staff-{number:03d}"


def community_posts(key: str, community: CommunityNames, staff: Staff) -> Iterator[PostPlan]:
    name, area, org = community.name, (community.code,), f"ORG-C{key}"
    yield PostPlan(f"P-{key}-SEC", f"{name}党委书记", "community_secretary", org, staff.next(), area)
    yield PostPlan(f"P-{key}-DSP", f"{name}派单员", "community_dispatcher", org, staff.next(), area)
    yield PostPlan(f"P-{key}-CHK", f"{name}核查员", "checker", org, staff.next(), area, named_duties=(CARE,))
    yield PostPlan(
        f"P-{key}-MED", f"{name}人民调解员", "mediator", org, staff.next(), area, named_duties=(MEDIATE,)
    )


def grid_posts(key: str, community: CommunityNames, staff: Staff) -> Iterator[PostPlan]:
    """Two grids in eight share a worker, two grids each a head; heads are the community's staff too."""
    org, head, worker = f"ORG-C{key}", "", ""
    for grid in range(1, 9):
        code, label = f"{community.code}{grid:03d}", f"{community.name}第{grid}网格"
        short = f"{key}{grid:02d}"
        head = staff.next() if grid % 2 or not head else head
        worker = staff.next() if grid not in (2, 6) else worker
        yield PostPlan(f"P-{short}-GH", f"{label}网格长", "grid_head", org, head, (code,))
        named = (CARE,) if short in CARING_GRIDS else ()
        yield PostPlan(
            f"P-{short}-GW", f"{label}专职网格员", "grid_worker", org, worker, (code,), named_duties=named
        )
        if grid in (3, 5):
            number = (grid - 1) // 2
            yield PostPlan(
                f"P-{key}-STF-{number}",
                f"{community.name}社区工作者{number}",
                "community_staff",
                org,
                head,
                (community.code,),
                named_duties=(CARE,),
            )
        micro = ""
        for part in range(1, 5):
            micro = micro if part == 2 or (part == 4 and grid % 2 == 0) else staff.next()
            yield PostPlan(
                f"P-{short}-{part}-MG",
                f"{community.name}{grid}-{part}微网格员",
                "micro_grid_worker",
                org,
                micro,
                (f"{code}{part:02d}",),
            )


def street_posts(number: int, staff: Staff) -> Iterator[PostPlan]:
    code, name = STREETS[number - 1]
    org = f"ORG-S{number}"
    for short, title, role in (
        ("DSP", "派单员", "street_dispatcher"),
        ("LDR", "分管副主任", "street_leader"),
        ("SEC", "党工委书记", "street_secretary"),
        ("CHK", "核查员", "checker"),
    ):
        yield PostPlan(f"P-{number}-{short}", f"{name}{title}", role, org, staff.next(), (code,))


def district_posts(staff: Staff) -> Iterator[PostPlan]:
    centre = "ORG-CENTRE"
    for short, title, role, org in (
        ("D-DSP", "区中心派单员", "district_dispatcher", centre),
        ("D-SUP", "区中心督办员", "district_supervisor", centre),
        ("D-LDR", "区中心分管领导", "district_leader", "ORG-GOV"),
        ("D-CHK", "区中心核查员", "checker", centre),
        ("D-HOT-1", "12345热线受理员一", "hotline_clerk", "ORG-HOTLINE"),
        ("D-HOT-2", "12345热线受理员二", "hotline_clerk", "ORG-HOTLINE"),
        ("D-CB", "12345热线回访员", "hotline_callback", "ORG-HOTLINE"),
        ("D-CMP", "投诉受理专员", "complaint_officer", "ORG-CARE"),
        ("D-CMP-2", "投诉复核专员", "complaint_officer", "ORG-CARE"),
        ("OWNER", "系统运行负责人", "owner", centre),
    ):
        named = (COMPLAINT,) if "CMP" in short else ()
        areas = (EVERYWHERE,) if short == "OWNER" else (D,)
        yield PostPlan(f"P-{short}", title, role, org, staff.next(), areas, named_duties=named)


def department_posts(staff: Staff) -> Iterator[PostPlan]:
    """A head and a worker in every department and utility."""
    for body in DISTRICT_BODIES:
        if body.kind in ("department", "utility"):
            short = body.code.removeprefix("ORG-")
            yield PostPlan(
                f"P-{short}-H", f"{body.name}负责人", "department_head", body.code, staff.next(), (body.area,)
            )
            yield PostPlan(
                f"P-{short}-1",
                f"{body.name}办理员",
                "department_worker",
                body.code,
                staff.next(),
                (body.area,),
            )


def property_posts(staff: Staff) -> Iterator[PostPlan]:
    for firm, short, title in (
        ("ORG-PM-ANJU", "ANJU", "安居乐物业"),
        ("ORG-PM-LINSHUI", "LINSHUI", "临水物业"),
    ):
        codes = tuple(c.code for c in geography().compounds if c.firm == firm)
        yield PostPlan(
            f"P-{short}-MGR", f"{title}项目经理", "property_manager", firm, staff.next(), compounds=codes
        )
        for turn in range(4):
            yield PostPlan(
                f"P-{short}-{turn + 1}",
                f"{title}维修管家{turn + 1}",
                "property_worker",
                firm,
                staff.next(),
                compounds=codes[turn::4],
            )


def part_time_posts(staff: Staff) -> Iterator[PostPlan]:
    for number in range(1, 5):
        yield PostPlan(
            f"P-RIDER-{number}", f"骑手流动哨{number}号", "part_time_worker", "ORG-RIDERS", staff.next(), (D,)
        )
    for number, (key, community) in enumerate(sorted(COMMUNITIES.items()), 1):
        short = f"{key[0]}{key[1]}"
        homes = [b for b in geography().buildings if b.micro_grid.startswith(community.code)]
        head = f"resident-{200 + number:03d}"
        for turn, building in enumerate(homes[:2], 1):
            yield PostPlan(
                f"P-{short}-BH-{turn}",
                f"{building.name}楼长",
                "building_head",
                f"ORG-C{short}",
                head,
                buildings=(building.code,),
            )
        volunteer = f"resident-{210 + number:03d}"
        yield PostPlan(
            f"P-{short}-VOL", f"{community.name}志愿者", "volunteer", "ORG-VOL", volunteer, (community.code,)
        )
    for number, (code, name) in enumerate(STREETS, 1):
        adviser = f"P-{number}-ADV"
        yield PostPlan(adviser, f"{name}网格指导员", "grid_adviser", f"ORG-S{number}", staff.next(), (code,))


def secretary_posts(made: list[PostPlan]) -> Iterator[PostPlan]:
    """Beside community and street: a compound's branch, led by a member of the community's staff, and the county."""
    holders = {post.code: post.person for post in made}
    for compound in geography().compounds:
        if compound.code.endswith("X01"):
            key = f"{compound.code[8]}{compound.code[11]}"
            yield PostPlan(
                f"P-{key}-X01-SEC",
                f"{compound.name}党支部书记",
                "compound_secretary",
                f"ORG-C{key}-PARTY",
                holders[f"P-{key}-STF-1"],
                compounds=(compound.code,),
            )
    # The staff member in turn for the post that a leading character holds is free.
    yield PostPlan(
        "P-D-SEC", f"{DISTRICT[1]}委书记", "district_secretary", "ORG-PARTY", holders["P-D-LDR"], (D,)
    )


@cache
def posts() -> tuple[PostPlan, ...]:
    """All posts; the holder of a named post is the leading character, never the next in turn."""
    staff = Staff()
    made: list[PostPlan] = []
    for (street, number), community in sorted(COMMUNITIES.items()):
        made += community_posts(f"{street}{number}", community, staff)
        made += grid_posts(f"{street}{number}", community, staff)
    for street in (1, 2):
        made += street_posts(street, staff)
    for more in (district_posts, department_posts, property_posts, part_time_posts):
        made += more(staff)
    made += secretary_posts(made)
    return tuple(
        PostPlan(
            p.code, p.name, p.role, p.organisation, NAMED_HOLDERS.get(p.code, p.person),
            p.areas, p.compounds, p.buildings, p.named_duties, office_phone(100 + number),
        )
        for number, p in enumerate(made)
    )  # fmt: skip


@cache
def post_by_code() -> dict[str, PostPlan]:
    return {post.code: post for post in posts()}
