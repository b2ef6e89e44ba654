"""Our own layout: a row a kind with all its fields; an empty cell takes what the class above says."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from mulin.catalogue.imports import cells
from mulin.catalogue.imports.loader import Loader
from mulin.catalogue.kinds import Concern, Link, Secrecy, Severity, Track, Urgency
from mulin.catalogue.models import Kind
from mulin.catalogue.rules.codes import key_of, parent_key, split_list
from mulin.lib.errors import BadInput
from mulin.lib.intake import Fate
from mulin.lib.tables import Column, Row

COLUMNS = [
    Column("code", "编码：体系代码-大类两位-小类两位；只写体系代码的一行给出整套默认值", True, "MUL-0401"),
    Column("name", "名称", True, "暖气不热"),
    Column("description", "给居民看的一句话说明", example="供暖季室内温度不达标。"),
    Column("keywords", "关键词，用、隔开", example="暖气、不热、供暖"),
    Column("examples", "居民常用的说法，用；隔开", example="家里只有14度，老人受不了"),
    Column("doors", "准入渠道代码，空格隔开；all 为全部，-rider 为除骑手外", example="all -rider"),
    Column("ranks", "可派到的层级：3区 4街道 5社区 6网格 7微网格", example="4 5 6"),
    Column(
        "track",
        "办理方式：loop enquiry thanks emergency mediation staff_complaint errand care",
        example="loop",
    ),
    Column("concern", "关于：place thing service dispute care staff", example="service"),
    Column("secrecy", "公开程度：public internal confidential", example="public"),
    Column("public", "进度页是否公开 yes/no", example="yes"),
    Column("severity", "严重程度：general significant major", example="general"),
    Column("urgency", "通常的紧急程度：normal fairly_urgent urgent extremely_urgent", example="normal"),
    Column("photos_before", "处置前照片张数", example="1"),
    Column("photos_after", "处置后照片张数", example="1"),
    Column("filing_condition", "立案条件", example="供暖季内，入户测温低于18℃"),
    Column("closing_condition", "结案条件", example="测温达标，报告人确认"),
    Column("call_first", "先拨打的电话", example="119"),
    Column("lead_role", "没有责任清单时通常由哪个岗位牵头（岗位代码）", example="property_worker"),
    Column("lead_unit", "通常牵头的单位，用于编制责任清单", example="供热公司"),
    *(
        Column(str(link), f"{link.label}：时限，如 5工作日；紧急24紧急工作时", example="4工作时")
        for link in Link
    ),
]
TEXTS = ("description", "filing_condition", "closing_condition", "call_first")
INHERITED: dict[str, Callable[[str], Any]] = {
    "ranks": lambda text: [cells.number("ranks", word) for word in text.replace("、", " ").split()],
    "track": lambda text: cells.choice(Track, "track", text),
    "concern": lambda text: cells.choice(Concern, "concern", text),
    "secrecy": lambda text: cells.choice(Secrecy, "secrecy", text),
    "public": lambda text: cells.truth("public", text),
    "severity": lambda text: cells.choice(Severity, "severity", text),
    "urgency": lambda text: cells.choice(Urgency, "urgency", text),
    "photos_before": lambda text: cells.number("photos_before", text),
    "photos_after": lambda text: cells.number("photos_after", text),
    "lead_role": lambda text: "" if text == "-" else text,
    "lead_unit": lambda text: "" if text == "-" else text,
}


class CommunityRows:
    """Takes rows in their order: a class stands before its kinds."""

    def __init__(self, loader: Loader) -> None:
        self.loader = loader
        self.seen: set[str] = set()
        self.classes: set[str] = {kind.parent.key for kind in loader.kinds.values() if kind.parent}
        self.door_words: dict[str, str] = {}
        self.defaults: dict[str, Any] = {}

    def one(self, row: Row) -> Fate:
        scheme = self.loader.scheme.code
        key = key_of(row["code"], scheme)
        if not key:
            raise BadInput(fields={"code": _("Write the code like %(code)s-0101.") % {"code": scheme}})
        if key in self.seen:
            raise BadInput(fields={"code": _("This code stands in an earlier row already.")})
        links = [link for link in Link if link in row.cells]
        times = [
            (link, urgency, span.amount, span.unit)
            for link in links
            if row[link]
            for urgency, span in cells.by_urgency(link, row[link])
        ]
        if key.endswith(":"):
            return self._whole_scheme(row, key, times, links)
        kind, parent = self.loader.kind(key), self._parent(key)
        fields = self._fields(row, kind, parent)
        fate = self.loader.put_kind(kind, parent, fields)
        self.seen.add(key)
        timed = self.loader.put_times(kind, times, links)
        return Fate.CHANGED if timed and fate is Fate.SAME else fate

    def _whole_scheme(self, row: Row, key: str, times: Any, links: list[Link]) -> Fate:
        self.defaults = {field: read(row[field]) for field, read in INHERITED.items() if row[field]}
        self.door_words[key] = row["doors"]
        self.seen.add(key)
        return Fate.CHANGED if self.loader.put_times(None, times, links) else Fate.SAME

    def _parent(self, key: str) -> Kind | None:
        above = parent_key(key, self.loader.kinds)
        if not above:
            return None
        parent = self.loader.kinds[above]
        if parent.selectable and above not in self.classes:
            self.classes.add(above)
            self.loader.put_kind(parent, parent.parent, {"selectable": False})
        return parent

    def _fields(self, row: Row, kind: Kind, parent: Kind | None) -> dict[str, Any]:
        fresh = kind.pk is None
        fields: dict[str, Any] = {"name": row["name"], "selectable": kind.key not in self.classes}
        fields |= {name: row[name] for name in TEXTS if name in row.cells}
        for name, marks in (("keywords", "；;、"), ("examples", "；;")):
            if name in row.cells:
                fields[name] = split_list(row[name], marks)
        for name, read in INHERITED.items():
            if row[name]:
                fields[name] = read(row[name])
            elif fresh or name in row.cells:
                fields[name] = self._above(name, parent)
        if fresh or "doors" in row.cells:
            fields["doors"] = self._doors(row, kind.key, parent, fields)
        return fields

    def _above(self, name: str, parent: Kind | None) -> Any:
        default = self.defaults.get(name, getattr(Kind(), name))
        return getattr(parent, name) if parent else default

    def _doors(self, row: Row, key: str, parent: Kind | None, fields: dict[str, Any]) -> list[str]:
        above = parent.key if parent else f"{self.loader.scheme.code}:"
        words = row["doors"] or self.door_words.get(above, "")
        self.door_words[key] = words
        if not words:
            return cells.fitting(parent.doors if parent else [], fields["concern"], fields["secrecy"])
        found, every = cells.doors(words)
        named_here = bool(row["doors"]) and not every
        return found if named_here else cells.fitting(found, fields["concern"], fields["secrecy"])
