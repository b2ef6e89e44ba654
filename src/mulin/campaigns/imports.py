"""The list of a campaign from a table, under English and Chinese headings; all or nothing, with row numbers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.campaigns.actions.add_targets import Draft, add_households, add_targets
from mulin.campaigns.actions.assign import works
from mulin.campaigns.actions.hear import hear
from mulin.campaigns.kinds import PartyRole
from mulin.campaigns.models import Campaign, Target
from mulin.lib.errors import BadInput
from mulin.lib.intake import Fate, Intake, take_in
from mulin.lib.tables import Column, Row, read
from mulin.people.access import Actor
from mulin.people.models import Post
from mulin.places.models import Area, Household

COLUMNS_OF_LIST = [
    Column("name", str(gettext_lazy("shop, firm or thing")), needed=True, example="柳桥路12号早餐铺"),
    Column("address", str(gettext_lazy("where, in words")), example="柳桥路12号"),
    Column("area", str(gettext_lazy("code or name of the grid")), example="990102001002001"),
    Column("post", str(gettext_lazy("code of the post that answers for it")), example="P-1201-GW"),
    Column("owner", str(gettext_lazy("owner")), example="王建国"),
    Column("owner_phone", str(gettext_lazy("owner's phone"))),
    Column("tenant", str(gettext_lazy("tenant"))),
    Column("tenant_phone", str(gettext_lazy("tenant's phone"))),
    Column("merchant", str(gettext_lazy("merchant")), example="李秀兰"),
    Column("merchant_phone", str(gettext_lazy("merchant's phone")), example="15400000123"),
]
DOOR = ("building", "entrance", "door")
HEADINGS = {
    "名称": "name",
    "商铺": "name",
    "对象": "name",
    "地址": "address",
    "网格": "area",
    "区域": "area",
    "责任岗位": "post",
    "业主": "owner",
    "房东": "owner",
    "业主电话": "owner_phone",
    "房东电话": "owner_phone",
    "承租人": "tenant",
    "租户": "tenant",
    "承租人电话": "tenant_phone",
    "租户电话": "tenant_phone",
    "经营者": "merchant",
    "商户": "merchant",
    "经营者电话": "merchant_phone",
    "商户电话": "merchant_phone",
    "楼栋": "building",
    "单元": "entrance",
    "房号": "door",
    "门牌": "door",
}
KNOWN = {column.name for column in COLUMNS_OF_LIST} | set(DOOR)
ROLES = (PartyRole.OWNER, PartyRole.TENANT, PartyRole.MERCHANT)


@dataclass
class _Taking:
    campaign: Campaign
    by: Actor
    areas: dict[str, Area] = field(default_factory=dict)


def take_list(
    campaign: Campaign,
    path: Path,
    *,
    by: Actor,
    progress: Callable[[int], None] = lambda _done: None,
) -> Intake:
    """Each line a target, known again by its area, name and address or by its door; the parties it names are kept."""
    taking = _Taking(campaign, by)
    return take_in(_rows(path), lambda row: _one(row, taking), progress=progress)


def _rows(path: Path) -> list[Row]:
    rows = [Row(row.number, _named(row)) for row in read(path)]
    for row in rows[:1]:
        strange = sorted(set(row.cells) - KNOWN)
        if strange:
            words = {"names": ", ".join(strange), "known": ", ".join(sorted(HEADINGS))}
            raise BadInput(fields={"file": _("Unknown column %(names)s; known are %(known)s.") % words})
    return rows


def _named(row: Row) -> dict[str, str]:
    return {HEADINGS.get(name, name): value for name, value in row.cells.items()}


def _one(row: Row, taking: _Taking) -> Fate:
    area = _area(row["area"], taking)
    post = _post(row["post"])
    if any(row[name] for name in DOOR):
        home = _home(row, area)
        made = add_households(taking.campaign, [home], by=taking.by)
        target = made[0] if made else Target.objects.get(campaign=taking.campaign, household=home)
    else:
        draft = Draft(label=row["name"], area=area, address=row["address"], post=post)
        made = add_targets(taking.campaign, [draft], by=taking.by)
        known = Target.objects.filter(campaign=taking.campaign, household=None, area=area)
        target = made[0] if made else known.get(label=row["name"], address=row["address"])
    named = [_party(target, role, row, taking.by) for role in ROLES]
    if made:
        return Fate.MADE
    return Fate.CHANGED if any(named) else Fate.SAME


def _area(text: str, taking: _Taking) -> Area:
    if not text:
        return taking.campaign.area
    if text not in taking.areas:
        below = Area.objects.filter(
            valid_to=None, **{taking.campaign.area.lineage_column: taking.campaign.area_id}
        )
        found = list(below.filter(code=text)[:2]) or list(below.filter(name=text)[:2])
        if len(found) != 1:
            said = _("No area of this campaign is called %(name)s; use its code.") % {"name": text}
            raise BadInput(fields={"area": said})
        taking.areas[text] = found[0]
    return taking.areas[text]


def _post(code: str) -> Post | None:
    if not code:
        return None
    post = Post.objects.select_related("role").filter(code=code).first()
    if post is None or not works(post):
        said = _("No open post %(code)s works on campaigns.") % {"code": code}
        raise BadInput(fields={"post": said})
    return post


def _home(row: Row, area: Area) -> Household:
    homes = Household.objects.filter(
        entrance__building__name=row["building"],
        entrance__name=row["entrance"],
        door=row["door"],
        valid_to=None,
        **{area.lineage_column: area.pk},
    )
    found = list(homes.select_related("entrance__building__compound")[:2])
    if len(found) != 1:
        raise BadInput(fields={"door": _("This door is not known in the area; name its grid.")})
    return found[0]


def _party(target: Target, role: PartyRole, row: Row, by: Actor) -> bool:
    """Whether the line names somebody who is not on the target yet."""
    name, phone = row[role], row[f"{role}_phone"]
    if not name and not phone:
        return False
    if any(party.name == name for party in target.parties.filter(role=role, erased_at=None)):
        return False
    hear(target, role=role, name=name, phone=phone, by=by)
    return True
