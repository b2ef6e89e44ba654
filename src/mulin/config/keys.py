"""Secrets of one installation: made once, kept in its folder, readable by its owner alone."""

import base64
import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def kept(folder: Path, name: str, size: int = 32) -> str:
    """The secret of that name; made at first use. Two processes that start together agree on one."""
    path = folder / name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = folder / f".{name}.{os.getpid()}"
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(base64.b64encode(secrets.token_bytes(size)).decode("ascii"))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    value = path.read_text(encoding="ascii").strip()
    if not value:
        raise ImproperlyConfigured(f"the key file {path} is empty: restore it from a backup")
    return value


def field_keys(folder: Path) -> dict[str, bytes]:
    """Keys that seal fields, by their id; the last seals, all of them open (`field-1`, `field-2`, ...)."""
    return _numbered(folder, "field")


def queue_keys(folder: Path) -> dict[str, bytes]:
    """Keys that open what phones have closed; the last is given out (`queue-1`, `queue-2`, ...)."""
    return _numbered(folder, "queue")


def _numbered(folder: Path, name: str) -> dict[str, bytes]:
    kept(folder, f"{name}-1")
    names = sorted((path.name for path in folder.glob(f"{name}-*")), key=lambda one: int(one.split("-")[1]))
    return {one.split("-")[1]: base64.b64decode(kept(folder, one)) for one in names}
