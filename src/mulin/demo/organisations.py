"""Who is organised in the town: offices, departments, utilities, property firms, committees, shops."""

from dataclasses import dataclass
from functools import cache

from mulin.demo.names import COMMUNITIES, DISTRICT, STREETS

D = DISTRICT[0]
S1, S2 = STREETS[0][0], STREETS[1][0]


@dataclass(frozen=True)
class OrganisationPlan:
    code: str
    name: str
    kind: str
    area: str
    parent: str | None = None


def office_phone(number: int) -> str:
    """Area code 0500 was never given out."""
    return f"0500-5550{number:03d}"


DISTRICT_BODIES = (
    OrganisationPlan("ORG-PARTY", "中共澄湖区委社会工作部", "party", D),
    OrganisationPlan("ORG-GOV", "澄湖区人民政府", "government", D),
    OrganisationPlan("ORG-CENTRE", "澄湖区社会治理服务中心", "government", D, "ORG-GOV"),
    OrganisationPlan("ORG-HOTLINE", "澄湖区12345便民热线受理中心", "hotline", D, "ORG-GOV"),
    OrganisationPlan("ORG-CARE", "澄湖区监督投诉受理室", "government", D, "ORG-GOV"),
    OrganisationPlan("ORG-WATER", "临朔水务集团澄湖营业所", "utility", D),
    OrganisationPlan("ORG-POWER", "临朔供电公司澄湖供电所", "utility", D),
    OrganisationPlan("ORG-GAS", "临朔燃气集团澄湖服务站", "utility", D),
    OrganisationPlan("ORG-HEAT", "澄湖区供热公司", "utility", D),
    OrganisationPlan("ORG-TELECOM", "澄湖区通信线路联合维护站", "utility", D),
    OrganisationPlan("ORG-SANI", "澄湖区环境卫生管理中心", "department", D, "ORG-GOV"),
    OrganisationPlan("ORG-UM", "澄湖区城市管理局", "department", D, "ORG-GOV"),
    OrganisationPlan("ORG-ROADS", "澄湖区市政设施管护中心", "department", D, "ORG-GOV"),
    OrganisationPlan("ORG-PARKS", "澄湖区园林绿化中心", "department", D, "ORG-GOV"),
    OrganisationPlan("ORG-MARKET", "澄湖区市场监督管理局", "department", D, "ORG-GOV"),
    OrganisationPlan("ORG-HOUSING", "澄湖区住房和城乡建设局", "department", D, "ORG-GOV"),
    OrganisationPlan("ORG-HR", "澄湖区人力资源和社会保障局", "department", D, "ORG-GOV"),
    OrganisationPlan("ORG-CIVIL", "澄湖区民政局", "department", D, "ORG-GOV"),
    OrganisationPlan("ORG-HEALTH", "澄湖区卫生健康局", "department", D, "ORG-GOV"),
    OrganisationPlan("ORG-FIRE", "澄湖区消防救援大队", "department", D, "ORG-GOV"),
    OrganisationPlan("ORG-TRAFFIC", "澄湖区交通警察大队", "department", D, "ORG-GOV"),
    OrganisationPlan("ORG-ENV", "澄湖区生态环境分局", "department", D, "ORG-GOV"),
    OrganisationPlan("ORG-EDU", "澄湖区教育局", "department", D, "ORG-GOV"),
    OrganisationPlan("ORG-JUSTICE", "澄湖区司法局", "department", D, "ORG-GOV"),
    OrganisationPlan("ORG-DISABLED", "澄湖区残疾人联合会", "department", D, "ORG-GOV"),
    OrganisationPlan("ORG-POLICE-1", "柳桥派出所", "department", S1, "ORG-GOV"),
    OrganisationPlan("ORG-POLICE-2", "东湾派出所", "department", S2, "ORG-GOV"),
    OrganisationPlan("ORG-COURT", "澄湖区人民法院柳桥巡回审判点", "judicial", D),
    OrganisationPlan("ORG-LAW", "北原澄岸律师事务所", "judicial", D),
    OrganisationPlan("ORG-PM-ANJU", "安居乐物业服务有限公司", "property", S1),
    OrganisationPlan("ORG-PM-LINSHUI", "临水物业服务有限公司", "property", S2),
    OrganisationPlan("ORG-VOL", "澄湖区邻里帮志愿服务队", "volunteer", D),
    OrganisationPlan("ORG-RIDERS", "澄湖区骑手流动哨志愿队", "volunteer", D, "ORG-VOL"),
    OrganisationPlan("ORG-ALLY-1", "柳桥大街商户共治联盟", "alliance", S1),
    OrganisationPlan("ORG-FACTORY", "临朔机车配件厂", "firm", S2),
    OrganisationPlan("ORG-BUILDER", "临朔广厦建筑工程有限公司", "firm", D),
)

OWNERS = (
    OrganisationPlan("ORG-OWN-1201", "柳桥苑业主委员会", "owners", COMMUNITIES[(1, 2)].code),
    OrganisationPlan("ORG-OWN-1202", "和顺家园业主委员会", "owners", COMMUNITIES[(1, 2)].code),
    OrganisationPlan("ORG-OWN-1301", "翠榆花园业主委员会", "owners", COMMUNITIES[(1, 3)].code),
    OrganisationPlan("ORG-OWN-2101", "澄湖佳苑业主委员会", "owners", COMMUNITIES[(2, 1)].code),
    OrganisationPlan("ORG-OWN-2102", "东湾华庭业主委员会", "owners", COMMUNITIES[(2, 1)].code),
)


def local_bodies() -> list[OrganisationPlan]:
    """Street offices, community committees and the shops on their roads."""
    made: list[OrganisationPlan] = []
    for number, (code, name) in enumerate(STREETS, 1):
        made.append(
            OrganisationPlan(f"ORG-S{number}-PARTY", f"中共{name}工作委员会", "party", code, "ORG-PARTY")
        )
        made.append(OrganisationPlan(f"ORG-S{number}", f"{name}办事处", "street", code, "ORG-GOV"))
    for (street, number), community in COMMUNITIES.items():
        key = f"{street}{number}"
        branch = f"中共{community.name}委员会"
        made.append(
            OrganisationPlan(f"ORG-C{key}-PARTY", branch, "party", community.code, f"ORG-S{street}-PARTY")
        )
        committee = f"{community.name}居民委员会"
        made.append(OrganisationPlan(f"ORG-C{key}", committee, "community", community.code, f"ORG-S{street}"))
        made += [
            OrganisationPlan(f"ORG-SHOP-{key}{shop}", name, "merchant", community.code)
            for shop, name in enumerate(community.shops, 1)
        ]
    return made


def organisations() -> tuple[OrganisationPlan, ...]:
    """All, superiors before those under them."""
    return (*DISTRICT_BODIES, *OWNERS, *local_bodies())


@cache
def switchboard() -> dict[str, str]:
    """The number under which each answers, as invented as those of the posts."""
    numbers = {body.code: f"0500-5551{order:03d}" for order, body in enumerate(organisations(), 1)}
    return numbers | {"ORG-HOTLINE": "12345"}
