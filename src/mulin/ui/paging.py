"""Pages of a list by cursor: an index is read in order and left after a page; nothing is counted."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mulin.lib.errors import BadInput

M = TypeVar("M", bound=Model)
SIZE = 25
FORWARD, BACK = "f", "b"


@dataclass
class Page(Generic[M]):
    """One page of rows; `next` and `previous` are cursors or empty."""

    rows: list[M] = field(default_factory=list)
    next: str = ""
    previous: str = ""


def page_of(
    queryset: QuerySet[M], *, order: Sequence[str] = ("-created", "-pk"), cursor: str = "", size: int = SIZE
) -> Page[M]:
    """`order` names columns that are never null, the last one unique; put the index in the same order."""
    way, values = _read(queryset, order, cursor) if cursor else (FORWARD, None)
    backwards = way == BACK
    names = [_turned(name) for name in order] if backwards else list(order)
    if values is not None:
        queryset = queryset.filter(_after(names, values))
    rows = list(queryset.order_by(*names)[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    has_next = more if not backwards else bool(rows)
    has_previous = more if backwards else values is not None and bool(rows)
    return Page(
        rows,
        next=_write(FORWARD, rows[-1], order) if rows and has_next else "",
        previous=_write(BACK, rows[0], order) if rows and has_previous else "",
    )


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _after(names: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows past the given one; the first column is named alone so that the index is entered there."""
    bare = [name.lstrip("-") for name in names]
    past = Q()
    for at, name in enumerate(names):
        step = Q(**dict(zip(bare[:at], values, strict=False)))
        past |= step & Q(**{f"{bare[at]}__{'lt' if name.startswith('-') else 'gt'}": values[at]})
    edge = "lte" if names[0].startswith("-") else "gte"
    return Q(**{f"{bare[0]}__{edge}": values[0]}) & past


def _column(model: type[Model], name: str) -> Any:
    bare = name.lstrip("-")
    return model._meta.pk if bare == "pk" else model._meta.get_field(bare)


def _write(way: str, row: Model, order: Sequence[str]) -> str:
    values = [_column(type(row), name).value_from_object(row) for name in order]
    text = json.dumps([way, *values], cls=DjangoJSONEncoder, separators=(",", ":"))
    return base64.urlsafe_b64encode(_exact(text, values).encode()).decode().rstrip("=")


def _exact(text: str, values: Sequence[Any]) -> str:
    """Django's encoder cuts moments to milliseconds; a cursor must hit the row itself."""
    whole = [value.isoformat() if hasattr(value, "isoformat") else value for value in values]
    return json.dumps([json.loads(text)[0], *whole], cls=DjangoJSONEncoder, separators=(",", ":"))


def _read(queryset: QuerySet[M], order: Sequence[str], cursor: str) -> tuple[str, list[Any]]:
    bad = BadInput(fields={"cursor": _("This page of the list cannot be found; please start from its beginning.")})
    try:
        found = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        way, *values = found
        if way not in (FORWARD, BACK) or len(values) != len(order) or None in values:
            raise bad
        columns = [_column(queryset.model, name) for name in order]
        return way, [column.to_python(value) for column, value in zip(columns, values, strict=True)]
    except (ValueError, TypeError, binascii.Error, ValidationError) as error:
        raise bad from error
