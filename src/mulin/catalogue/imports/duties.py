"""Takes in a duty list: kind × area → who leads, who assists, from when."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from django.utils.translation import gettext as _

from mulin.catalogue.actions.set_duty import checked_key, set_duty
from mulin.catalogue.models import DutyRow
from mulin.catalogue.rules.codes import split_names
from mulin.lib.errors import BadInput
from mulin.lib.intake import Fate, Intake, take_in
from mulin.lib.tables import Column, Row, read
from mulin.people.access import Actor
from mulin.people.models import Organisation, Post, Role
from mulin.places.models import Area

Found = TypeVar("Found", Post, Role)
COLUMNS = [
    Column("kind", "事项编码、大类编码，或整套体系（如 MUL:）", True, "MUL-0403"),
    Column("area", "区域编码：本级及以下适用", True, "370102"),
    Column("organisation", "牵头单位的编码或全称", example="市供水公司"),
    Column("post", "牵头岗位编码", example="D-WATER-1"),
    Column("role", "牵头岗位类别代码：取离事发地最近的一个", example="grid_worker"),
    Column("assist", "协助单位，用、隔开", example="物业一公司、街道办事处"),
    Column("valid_from", "生效日期，空为今天", example="2026-01-01"),
    Column("valid_to", "失效日期，空为长期", example=""),
    Column("basis", "依据的清单及版本", example="2026年责任清单"),
    Column("note", "说明"),
]


class DutyRows:
    """Keeps what it looked up, since lists name the same areas and units again and again."""

    def __init__(self, by: Actor) -> None:
        self.by = by
        self._areas: dict[str, Area | None] = {}
        self._organisations: dict[str, list[Organisation]] = {}

    def one(self, row: Row) -> Fate:
        key, area = checked_key(row["kind"]), self._area(row["area"])
        open_before = DutyRow.objects.filter(key=key, area=area, valid_to__isnull=True).first()
        last = DutyRow.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        made = set_duty(
            key,
            area,
            organisation=self._organisation("organisation", row["organisation"])
            if row["organisation"]
            else None,
            post=_found(Post, row["post"], "post") if row["post"] else None,
            role=_found(Role, row["role"], "role") if row["role"] else None,
            assist=[self._organisation("assist", name) for name in split_names(row["assist"])],
            from_date=_day(row, "valid_from"),
            until=_day(row, "valid_to"),
            basis=row["basis"][:200],
            note=row["note"],
            by=self.by,
        )
        if made.pk <= last:
            return Fate.SAME
        return Fate.CHANGED if open_before is not None else Fate.MADE

    def _area(self, code: str) -> Area:
        if code not in self._areas:
            self._areas[code] = Area.objects.filter(code=code, valid_to__isnull=True).first()
        area = self._areas[code]
        if area is None:
            raise BadInput(fields={"area": _("There is no area with the code %(code)s.") % {"code": code}})
        return area

    def _organisation(self, field: str, name: str) -> Organisation:
        """By code, else by its full name when only one has it."""
        if name not in self._organisations:
            open_ones = Organisation.objects.filter(closed_on__isnull=True)
            by_code = list(open_ones.filter(code=name))
            self._organisations[name] = by_code or list(open_ones.filter(name=name)[:2])
        found = self._organisations[name]
        if not found:
            raise BadInput(fields={field: _("There is no organisation %(name)s.") % {"name": name}})
        if len(found) > 1:
            raise BadInput(
                fields={
                    field: _("Several organisations are called %(name)s; give the code.") % {"name": name}
                }
            )
        return found[0]


def _found(model: type[Found], code: str, field: str) -> Found:
    row = model._default_manager.filter(code=code).first()
    if row is None:
        raise BadInput(fields={field: _("There is nothing with the code %(code)s.") % {"code": code}})
    return row


def _day(row: Row, field: str) -> date | None:
    text = row[field].split(" ")[0]
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(fields={field: _("Write the day like 2026-01-31.")}) from None


def take_duties(
    path: Path,
    *,
    dry_run: bool = False,
    keep_good: bool = False,
    progress: Callable[[int], None] = lambda _done: None,
    by: Actor | None = None,
) -> Intake:
    """A repeated file changes nothing; a changed row ends the old one the day the new one begins."""
    taking = DutyRows(by or Actor.system("import"))
    rows = read(path, [column.name for column in COLUMNS if column.needed])
    return take_in(rows, taking.one, dry_run=dry_run, keep_good=keep_good, progress=progress)
