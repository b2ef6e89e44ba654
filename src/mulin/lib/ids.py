"""Identifiers: time-ordered UUIDs for rows and unguessable codes for public addresses."""

import secrets
from datetime import UTC, datetime, timedelta
from threading import Lock
from uuid import UUID

from mulin.lib import clock

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
TAIL_BITS = 74
LONGEST_NUMBER = 18
# No 0/O, 1/I/L: public codes are also read aloud and copied from paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz"


class _Last:
    lock = Lock()
    millisecond = -1
    tail = 0


def uuid7() -> UUID:
    """A UUIDv7 of clock.now(); within one millisecond those of one process keep their order."""
    millisecond = (clock.now() - EPOCH) // MILLISECOND
    with _Last.lock:
        if millisecond == _Last.millisecond:
            _Last.tail += 1 + secrets.randbits(32)
        else:
            _Last.millisecond = millisecond
            # The top bit stays free so that increments cannot overflow within the millisecond.
            _Last.tail = secrets.randbits(TAIL_BITS - 1)
        tail = _Last.tail
    high, low = tail >> 62, tail & ((1 << 62) - 1)
    return UUID(int=(millisecond & ((1 << 48) - 1)) << 80 | 7 << 76 | high << 64 | 2 << 62 | low)


def known_id(text: str) -> UUID | None:
    """The identifier that a page sent back; a broken one counts as none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def known_number(text: str) -> int | None:
    """The number of a row that a page sent back; what is none, or is longer than any, counts as none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else None


def moment_of(identifier: UUID) -> datetime:
    """When a UUIDv7 was made, by the clock of whoever made it."""
    if identifier.version != 7:
        raise ValueError("only a UUIDv7 tells its moment")
    return EPOCH + MILLISECOND * (identifier.int >> 80)


def public_code(n: int = 16) -> str:
    """An unguessable, url-safe code (5.75 bits a letter; 16 letters are 92 bits)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(n))
