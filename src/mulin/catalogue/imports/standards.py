"""A city's filing standards (立结案标准): kind, class and sub-class, conditions, handler, limit as written."""

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from mulin.catalogue.imports import cells
from mulin.catalogue.imports.loader import Loader, worst
from mulin.catalogue.kinds import Concern, Door, Secrecy
from mulin.catalogue.models import Kind
from mulin.catalogue.rules.codes import split_names
from mulin.catalogue.rules.spans import Span
from mulin.lib.errors import BadInput
from mulin.lib.intake import Fate
from mulin.lib.tables import Row

NEEDED = ("kind", "class_code", "class_name", "sub_code", "sub_name", "open_condition", "time_limit")
# Things have C codes, events E codes.
SORTS = {"部件": ("C", Concern.THING), "事件": ("E", Concern.PLACE)}
# Residents choose among our own kinds; whoever files may choose one of these instead.
DOORS = [
    *(Door.PATROL, Door.HOTLINE, Door.SECRETARY, Door.COUNCIL, Door.INSPECTION, Door.PROPERTY),
    *(Door.STAFF, Door.API, Door.OPEN311, Door.IMPORT_),
]
RANKS = [3, 4, 5]
LONGEST_NAME = 200


class StandardRows:
    """A sub-class is a kind, each of its rows a standard, in the order of the file."""

    def __init__(self, loader: Loader, doors: list[str] | None = None) -> None:
        self.loader, self.doors = loader, doors or [str(door) for door in DOORS]
        self.rows_of: Counter[str] = Counter()
        self.repeated: list[int] = []
        self.placed: set[str] = set()
        self.seen: set[tuple[str, ...]] = set()

    def one(self, row: Row) -> Fate:
        for field in NEEDED:
            if not row[field]:
                raise BadInput(fields={field: _("This cell is empty.")})
        if row["kind"] not in SORTS:
            raise BadInput(fields={"kind": _("Write 部件 or 事件.")})
        for field in ("handler", "supervisor"):
            if any(len(name) > LONGEST_NAME for name in split_names(row[field])):
                raise BadInput(fields={field: _("A unit's name is too long; part units by 、.")})
        spans = cells.spans("time_limit", row["time_limit"])
        kind, fates = self._kind(row)
        for span in spans:
            self.rows_of[kind.key] += 1
            values = _values(row, span)
            fates.append(self.loader.put_standard(kind, self.rows_of[kind.key], values))
        self._note_repeats(row)
        return worst(fates)

    def _kind(self, row: Row) -> tuple[Kind, list[Fate]]:
        letter, concern = SORTS[row["kind"]]
        major, minor = _two(row, "class_code"), _two(row, "sub_code")
        units = split_names(row["handler"])
        steps = (
            (letter, row["kind"], False, ""),
            (letter + major, row["class_name"], False, ""),
            (letter + major + minor, " ".join(row["sub_name"].split()), True, (units or [""])[0][:60]),
        )
        parent: Kind | None = None
        fates = []
        for code, name, selectable, unit in steps:
            kind = self.loader.kind(f"{self.loader.scheme.code}:{code}")
            fields: dict[str, Any] = {"name": name}
            if selectable or code not in self.placed:
                fields |= {"selectable": selectable, "lead_unit": unit, **self._common(concern)}
            fates.append(self.loader.put_kind(kind, parent, fields))
            self.placed.add(code)
            parent = kind
        return kind, fates

    def _common(self, concern: str) -> dict[str, Any]:
        return {
            "concern": concern,
            "secrecy": Secrecy.PUBLIC.value,
            "public": True,
            "doors": self.doors,
            "ranks": RANKS,
            "photos_before": 1,
            "photos_after": 1,
            "lead_role": "district_dispatcher",
        }

    def _note_repeats(self, row: Row) -> None:
        content = tuple(row.cells.values())
        if content in self.seen:
            self.repeated.append(row.number)
        self.seen.add(content)


def _two(row: Row, field: str) -> str:
    number = cells.number(field, row[field])
    if number > 99:
        raise BadInput(fields={field: _("A code has two digits.")})
    return f"{number:02}"


def _values(row: Row, span: Span) -> dict[str, Any]:
    return {
        "filing_condition": row["open_condition"],
        "closing_condition": row["close_condition"],
        "limit_amount": span.amount,
        "limit_unit": span.unit.value,
        "limit_note": span.note,
        "limit_text": row["time_limit"][:200],
        "legal_basis": row["legal_basis"],
        "responsible": row["handler"],
        "responsible_units": split_names(row["handler"]),
        "supervisor": row["supervisor"],
        "supervising_units": split_names(row["supervisor"]),
    }
