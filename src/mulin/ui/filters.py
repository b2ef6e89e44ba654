"""The filters of a list: a plain GET form, chips of what is set, and the query to keep as a view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.functional import Promise

from mulin.lib.years import is_near

CHOICE, TEXT, DATE, FLAG = "choice", "text", "date", "flag"
LONGEST = 200


@dataclass(frozen=True)
class Filter:
    """One field: a choice of (value, label) pairs, a text, a date, or a box to tick."""

    name: str
    label: str | Promise
    kind: str = TEXT
    choices: Sequence[tuple[str, str | Promise]] = ()
    placeholder: str | Promise = ""
    wide: bool = False

    def clean(self, value: str) -> str:
        """The value if it makes sense, else nothing: a stale link never breaks a list."""
        value = value.replace("\0", "").strip()[:LONGEST]
        if self.kind == CHOICE:
            return value if value in {code for code, _label in self.choices} else ""
        if self.kind == FLAG:
            return "1" if value in ("1", "on", "true") else ""
        if self.kind == DATE and value:
            try:
                day = date.fromisoformat(value)
            except ValueError:
                return ""
            return day.isoformat() if is_near(day) else ""
        return value

    def said(self, value: str) -> str:
        if self.kind == CHOICE:
            return str(dict(self.choices).get(value, value))
        return value if self.kind != FLAG else ""


@dataclass(frozen=True)
class Chip:
    """A filter that is set, and the list without it."""

    label: str
    value: str
    without: str


@dataclass(frozen=True)
class Field:
    """A filter with its present value, for the form."""

    spec: Filter
    value: str


class FilterBar:
    """`values` for the query, `fields` and `chips` for the page; `keep` are parameters carried along."""

    def __init__(
        self, filters: Sequence[Filter], data: Mapping[str, str], *, keep: Sequence[str] = (), page: str = ""
    ) -> None:
        self.page = page
        self.kept = {name: data[name] for name in keep if data.get(name)}
        self.values = {one.name: one.clean(data.get(one.name, "")) for one in filters}
        self.fields = [Field(one, self.values[one.name]) for one in filters]

    @property
    def active(self) -> dict[str, str]:
        return {name: value for name, value in self.values.items() if value}

    @property
    def query(self) -> str:
        """What a link to this list needs, without the cursor."""
        return urlencode(self.kept | self.active)

    @property
    def chips(self) -> list[Chip]:
        return [
            Chip(str(one.spec.label), one.spec.said(one.value), self._without(one.spec.name))
            for one in self.fields
            if one.value
        ]

    @property
    def cleared(self) -> str:
        return "?" + urlencode(self.kept)

    def _without(self, name: str) -> str:
        rest = {key: value for key, value in self.active.items() if key != name}
        return "?" + urlencode(self.kept | rest)
