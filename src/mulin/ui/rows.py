"""Long lists drawn flat: one small pattern a row, filled without the template engine.

A pattern is a template file with `{name}` where a value goes. Values are escaped unless marked safe.
Labels, addresses and icons are prepared once a page; nothing in a row asks gettext or the URL resolver.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape
from typing import Any

from django.template.engine import Engine
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe


@lru_cache(maxsize=64)
def pattern(name: str) -> str:
    """The text of the pattern file, found like any template."""
    engine: Engine = get_template("ui/base.html").backend.engine  # type: ignore[attr-defined] # Django's own backend
    template, _origin = engine.find_template(name)
    return str(template.source)


def _told(value: Any) -> str:
    if isinstance(value, SafeString):
        return value
    return "" if value is None else escape(str(value))


def flat_rows(name: str, rows: Iterable[Mapping[str, Any]]) -> SafeString:
    """All rows by the pattern `name`, as one safe string."""
    text = pattern(name)
    fill = text.format_map
    drawn = [fill({key: _told(value) for key, value in row.items()}) for row in rows]
    return mark_safe("".join(drawn))  # noqa: S308 - every value was escaped above, the pattern is ours
