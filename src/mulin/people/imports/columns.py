"""The columns of the files, under English and Chinese headings, and how their cells are read."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from mulin.lib.errors import BadInput
from mulin.lib.tables import Column, Row, read
from mulin.people.kinds import NAMED_DUTIES, OrganisationKind, Relation

ORGANISATIONS = [
    Column("code", str(_("never used again")), needed=True, example="ORG-WATER"),
    Column("name", str(_("the organisation's name")), needed=True, example="水务集团营业所"),
    Column("kind", ", ".join(OrganisationKind.values), needed=True, example="utility"),
    Column("area", str(_("code of the area it serves")), example="370102"),
    Column("parent", str(_("code of the superior organisation")), example="ORG-GOV"),
    Column("credit_code", str(_("unified social credit code")), example="91110000600037341L"),
    Column("phone", str(_("office phone")), example="0531-96116"),
    Column("address", str(_("office address"))),
]
POSTS = [
    Column("code", str(_("never used again")), needed=True, example="P-1201-GW"),
    Column("name", str(_("the post's name")), needed=True, example="柳桥社区第1网格专职网格员"),
    Column("role", str(_("code of the role")), needed=True, example="grid_worker"),
    Column("organisation", str(_("code of the organisation")), example="ORG-C12"),
    Column("areas", str(_("codes of the areas it serves, with spaces between")), example="370102001001001"),
    Column("compounds", str(_("codes of compounds, with spaces between"))),
    Column("named_duties", ", ".join(sorted(NAMED_DUTIES))),
    Column("phone", str(_("office or relay phone")), example="0531-5550001"),
    Column("holder_name", str(_("name of the person who holds it")), example="周晓燕"),
    Column("holder_phone", str(_("phone of that person")), example="15400000100"),
]
_DOOR = [
    Column("grid", str(_("code of the grid")), example="370102001001001"),
    Column("building", str(_("name of the building")), example="3号楼"),
    Column("entrance", str(_("name of the entrance")), example="2单元"),
    Column("door", str(_("door")), example="501"),
]
PEOPLE = [
    Column("name", str(_("name")), needed=True, example="王小明"),
    Column("phone", str(_("phone")), example="15400000101"),
    Column("id_number", str(_("identity number of 18 digits")), example="370102195803210023"),
    Column("gender", "女, 男"),
    Column("birth_date", str(_("date of birth")), example="1958-03-21"),
    Column("contact_notes", str(_("how to make contact")), example="耳背，请敲门"),
    *_DOOR,
    Column("relation", ", ".join(Relation.values), example="head"),
]
HOUSEHOLDS = [
    *(Column(column.name, column.note, needed=True, example=column.example) for column in _DOOR),
    Column("compound", str(_("code of the compound")), example="XQ-0001"),
    Column("post", str(_("code of the post that answers for it")), example="P-1201-1-MG"),
    Column("person", str(_("name of the holder, where several hold the post"))),
]
HEADINGS = {
    "编码": "code",
    "代码": "code",
    "姓名": "name",
    "名称": "name",
    "类型": "kind",
    "区域": "area",
    "上级": "parent",
    "统一社会信用代码": "credit_code",
    "电话": "phone",
    "手机号": "phone",
    "联系电话": "phone",
    "地址": "address",
    "角色": "role",
    "所属组织": "organisation",
    "服务区域": "areas",
    "小区": "compound",
    "服务小区": "compounds",
    "专名职责": "named_duties",
    "任职人": "holder_name",
    "任职人电话": "holder_phone",
    "身份证号": "id_number",
    "身份证号码": "id_number",
    "性别": "gender",
    "出生日期": "birth_date",
    "联系说明": "contact_notes",
    "网格": "grid",
    "楼栋": "building",
    "单元": "entrance",
    "房号": "door",
    "门牌": "door",
    "与户主关系": "relation",
    "责任岗位": "post",
    "责任人": "person",
}


def rows_of(path: Path, columns: Sequence[Column]) -> Iterator[Row]:
    """The rows under our names; a column nobody knows is refused rather than dropped unseen."""
    known = {column.name for column in columns}
    needed = {column.name for column in columns if column.needed}
    checked = False
    for row in read(path):
        cells = {HEADINGS.get(name, name): value for name, value in row.cells.items()}
        if not checked:
            _check(set(cells), known, needed)
            checked = True
        yield Row(row.number, cells)


def _check(present: Collection[str], known: Collection[str], needed: Collection[str]) -> None:
    strange = sorted(set(present) - set(known))
    if strange:
        words = {"names": ", ".join(strange), "known": ", ".join(sorted(known))}
        raise BadInput(fields={"file": _("Unknown column %(names)s; known are %(known)s.") % words})
    missing = sorted(set(needed) - set(present))
    if missing:
        raise BadInput(fields={"file": _("A column is missing: %(names)s") % {"names": ", ".join(missing)}})


# Words that people write in such tables, beside our own values.
WRITTEN = {
    "党组织": "party",
    "政府": "government",
    "街道": "street",
    "社区": "community",
    "居委会": "community",
    "部门": "department",
    "水电气热": "utility",
    "物业": "property",
    "业委会": "owners",
    "志愿组织": "volunteer",
    "联盟": "alliance",
    "企业": "firm",
    "商户": "merchant",
    "司法": "judicial",
    "热线": "hotline",
    "户主": "head",
    "配偶": "spouse",
    "子女": "child",
    "父母": "parent",
    "祖父母": "grandparent",
    "孙子女": "grandchild",
    "兄弟姐妹": "sibling",
    "租户": "tenant",
    "其他": "other",
}


def choice(text: str, options: type[TextChoices], field: str) -> str:
    """The option meant by its value or by the word people write for it."""
    wanted = WRITTEN.get(text.strip(), text.strip())
    if wanted in options.values:
        return wanted
    message = _("Use one of: %(options)s.") % {"options": ", ".join(options.values)}
    raise BadInput(fields={field: message})


def listed(text: str) -> list[str]:
    """Codes with spaces, commas or semicolons between them."""
    for sign in ",;，；、|":
        text = text.replace(sign, " ")
    return text.split()


PersonCells = dict[str, str | date | None]
PERSON_FIELDS = ("name", "phone", "id_number", "gender", "birth_date", "contact_notes")


def person_cells(row: Row) -> PersonCells:
    """The fields of a person that the row gives; an empty cell says nothing."""
    return {name: row[name] for name in PERSON_FIELDS if row[name]}
