"""Pages by cursor: an index is read in order and left after a page; nothing is counted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core import signing
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mulin.lib.errors import BadInput

T = TypeVar("T")
SALT = "mulin.paging"
SIZE, MOST = 50, 200
NEWEST_FIRST = ("-created_at", "-id")

# How a key travels in a cursor and back; bool stands before int, datetime before date.
KINDS: tuple[tuple[str, type, Callable[[Any], Any], Callable[[Any], Any]], ...] = (
    ("b", bool, bool, bool),
    ("i", int, int, int),
    ("f", float, float, float),
    ("t", datetime, datetime.isoformat, datetime.fromisoformat),
    ("d", date, date.isoformat, date.fromisoformat),
    ("u", UUID, str, UUID),
    ("n", Decimal, str, Decimal),
    ("s", str, str, str),
)


@dataclass(frozen=True)
class Page(Generic[T]):
    """The rows of one page and the ways on; an empty cursor means there is no more that way."""

    items: list[T]
    next_cursor: str = ""
    prev_cursor: str = ""


def page(
    queryset: QuerySet[Any, T],
    cursor: str | None = None,
    size: int = SIZE,
    order: Sequence[str] = NEWEST_FIRST,
) -> Page[T]:
    """One page in `order`, whose keys together must be unique and never NULL (end it with the id).

    A cursor is opaque, signed and good for its own order only; rows that come or go meanwhile
    neither repeat nor hide others.
    """
    size = max(1, min(size, MOST))
    back, keys = _opened(cursor, order) if cursor else (False, None)
    way = [_turned(name) for name in order] if back else list(order)
    if keys is not None:
        queryset = queryset.filter(_beyond(way, keys))
    found = list(queryset.order_by(*way)[: size + 1])
    has_more, items = len(found) > size, found[:size]
    if back:
        items.reverse()
    if not items:
        return Page([])
    has_next, has_prev = (True, has_more) if back else (has_more, keys is not None)
    return Page(
        items,
        _closed(order, items[-1], back=False) if has_next else "",
        _closed(order, items[0], back=True) if has_prev else "",
    )


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _beyond(way: Sequence[str], keys: Sequence[object]) -> Q:
    """Rows after the keys; the bound on the first key alone lets the index begin there."""
    after = Q()
    same: dict[str, object] = {}
    for name, key in zip(way, keys, strict=True):
        field, sign = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        after |= Q(**same, **{f"{field}__{sign}": key})
        same[field] = key
    first = way[0].lstrip("-")
    bound = "lte" if way[0].startswith("-") else "gte"
    return Q(**{f"{first}__{bound}": keys[0]}) & after


def _closed(order: Sequence[str], item: object, *, back: bool) -> str:
    keys = [_packed(name, _key(item, name.lstrip("-"))) for name in order]
    return signing.Signer(salt=SALT).sign_object([int(back), ",".join(order), *keys])


def _opened(cursor: str, order: Sequence[str]) -> tuple[bool, list[Any]]:
    wrong = BadInput(fields={"cursor": _("This page link is no longer good; start from the first page.")})
    try:
        back, made_for, *keys = signing.Signer(salt=SALT).unsign_object(cursor)
    except (signing.BadSignature, ValueError) as error:
        raise wrong from error
    if made_for != ",".join(order):
        raise wrong
    readers = {mark: read for mark, _type, _write, read in KINDS}
    return bool(back), [readers[mark](value) for mark, value in keys]


def _key(item: object, name: str) -> object:
    for part in name.split("__"):
        item = item[part] if isinstance(item, dict) else getattr(item, part)
    return item


def _packed(name: str, key: object) -> list[object]:
    for mark, kind, write, _read in KINDS:
        if isinstance(key, kind):
            return [mark, write(key)]
    raise TypeError(f"{name} is {key!r}: pages are ordered by columns that are never NULL")
