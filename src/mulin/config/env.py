"""Typed readers of environment variables that fail loudly."""

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off"})


def text(name: str, default: str = "") -> str:
    """The variable, or the default when it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool) -> bool:
    value = text(name).lower()
    if not value:
        return default
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}")


def integer(name: str, default: int, *, least: int = 0, most: int = 2**31) -> int:
    value = text(name)
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}, not {value!r}")
    return int(value)


def path(name: str, default: Path) -> Path:
    return Path(text(name, str(default))).expanduser().resolve()


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A list parted by commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()] or list(default)


def patterns(name: str, keys: tuple[str, ...]) -> dict[str, str]:
    """Regular expressions by key, parted by blanks: `grid=\\d{15} micro_grid=\\d{17}`."""
    found: dict[str, str] = {}
    for pair in text(name).split():
        key, sign, expression = pair.partition("=")
        try:
            re.compile(expression)
        except re.error as fault:
            raise ImproperlyConfigured(f"{name}: {expression!r} is no regular expression: {fault}") from fault
        if key not in keys or not sign:
            raise ImproperlyConfigured(f"{name} must read KEY=EXPRESSION with keys {', '.join(keys)}")
        found[key] = expression
    return found


def choice(name: str, among: tuple[str, ...]) -> str:
    """One of a closed set; the first is the default."""
    value = text(name, among[0])
    if value not in among:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(among)}, not {value!r}")
    return value


def database(name: str) -> dict[str, Any]:
    """Django's settings of one PostgreSQL URL: postgresql://user:password@host:port/name?sslmode=require."""
    parts = urlsplit(text(name))
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(f"{name} must read postgresql://user:password@host:port/name")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or query.pop("port", "")),
        "OPTIONS": query,
    }
