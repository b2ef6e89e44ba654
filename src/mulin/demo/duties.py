"""The town's duty list: which of its bodies leads what the catalogue's kinds usually ask for."""

from mulin.catalogue.actions.set_duty import set_duty
from mulin.catalogue.models import Edition, Kind
from mulin.catalogue.queries import current_edition, keys_by_unit
from mulin.demo.names import COMMUNITIES, DISTRICT, STREETS
from mulin.people.access import Actor
from mulin.people.models import Organisation, Role
from mulin.places.models import Area

# Led by one body for the whole district.
DISTRICT_WIDE = {
    "供热公司": "ORG-HEAT",
    "供水公司": "ORG-WATER",
    "供电公司": "ORG-POWER",
    "燃气公司": "ORG-GAS",
    "通信运营商": "ORG-TELECOM",
    "住房建设部门": "ORG-HOUSING",
    "城市管理执法部门": "ORG-UM",
    "消防救援机构": "ORG-FIRE",
    "产权单位": "ORG-ROADS",
    "市政公用部门": "ORG-ROADS",
    "园林绿化部门": "ORG-PARKS",
    "民政部门": "ORG-CIVIL",
    "残疾人联合会": "ORG-DISABLED",
    "人力资源社会保障部门": "ORG-HR",
    "司法所": "ORG-JUSTICE",
    "市场监督管理部门": "ORG-MARKET",
    "教育部门": "ORG-EDU",
    "卫生健康部门": "ORG-HEALTH",
    "交通运输部门": "ORG-TRAFFIC",
    "公安交通管理部门": "ORG-TRAFFIC",
    "生态环境部门": "ORG-ENV",
}
# Led by a body of each street.
STREET_WIDE = {
    "物业企业": ("ORG-PM-ANJU", "ORG-PM-LINSHUI"),
    "电梯维保单位": ("ORG-PM-ANJU", "ORG-PM-LINSHUI"),
    "充电运营企业": ("ORG-PM-ANJU", "ORG-PM-LINSHUI"),
    "运营企业": ("ORG-PM-ANJU", "ORG-PM-LINSHUI"),
    "公安派出所": ("ORG-POLICE-1", "ORG-POLICE-2"),
    "街道办事处": ("ORG-S1", "ORG-S2"),
}
# Led by the community itself.
COMMUNITY_WIDE = ("社区居委会", "社区人民调解委员会")
BASIS = "澄湖区职责清单（2025年版）"


def load_duties(by: Actor) -> int:
    """A row for each unit's kinds where it serves; how many."""
    edition = current_edition("MUL")
    units = keys_by_unit(edition)
    bodies = {one.code: one for one in Organisation.objects.all()}
    areas = {one.code: one for one in Area.objects.filter(rank__lte=5)}
    made = 0
    for unit, keys in units.items():
        for area, organisation in serving(unit):
            for key in shortened(edition, keys):
                set_duty(key, areas[area], organisation=bodies[organisation], basis=BASIS, by=by)
                made += 1
    return made + grid_duties(edition, areas[DISTRICT[0]], by)


def serving(unit: str) -> list[tuple[str, str]]:
    """(area, organisation) pairs for a unit's name in the catalogue."""
    if unit in DISTRICT_WIDE:
        return [(DISTRICT[0], DISTRICT_WIDE[unit])]
    if unit in STREET_WIDE:
        return [(code, body) for (code, _), body in zip(STREETS, STREET_WIDE[unit], strict=True)]
    if unit in COMMUNITY_WIDE:
        return [(names.code, f"ORG-C{street}{number}") for (street, number), names in COMMUNITIES.items()]
    return []


def shortened(edition: Edition, keys: list[str]) -> list[str]:
    """A class whose kinds are all the unit's is written as one row."""
    kinds = Kind.objects.filter(edition=edition, selectable=True).select_related("parent")
    whole: dict[str, set[str]] = {}
    for kind in kinds:
        if kind.parent:
            whole.setdefault(kind.parent.key, set()).add(kind.key)
    rest, made = set(keys), []
    for above, below in whole.items():
        if below <= rest:
            made.append(above)
            rest -= below
    return made + sorted(rest)


def grid_duties(edition: Edition, district: Area, by: Actor) -> int:
    """What no unit leads and a grid worker usually does goes to the nearest grid worker."""
    worker = Role.objects.get(code="grid_worker")
    kinds = Kind.objects.filter(edition=edition, selectable=True, lead_unit="", lead_role=worker.code)
    keys = shortened(edition, list(kinds.values_list("key", flat=True)))
    for key in keys:
        set_duty(key, district, role=worker, basis=BASIS, by=by)
    return len(keys)
