"""How an event becomes a link of a chain."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

GENESIS = b"\0" * 32


def stamp(moment: datetime | None) -> str | None:
    """The moment as it enters the hash: UTC, microseconds, so that a stored row gives the same text."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds") if moment else None


def link_hash(prev: bytes, facts: Mapping[str, Any]) -> bytes:
    """SHA-256 over the hash before and the canonical JSON of the event's facts."""
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(prev + text.encode()).digest()
