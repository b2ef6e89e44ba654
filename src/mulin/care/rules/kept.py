"""What is known of a meter as its row keeps it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Protocol

from mulin.care.rules.standing import Standing


class Row(Protocol):
    """The columns of a meter that a standing is made of."""

    last_at: datetime | None
    total: float | None
    still_from: datetime | None
    before_at: datetime | None
    band: Any
    spells: Any


def standing_of(row: Row) -> Standing | None:
    """What is known, or nothing before the first reading."""
    if row.last_at is None or row.total is None or row.still_from is None:
        return None
    return Standing(
        row.last_at,
        row.total,
        row.still_from,
        row.before_at,
        [(_moment(at), total) for at, total in row.band] or [(row.still_from, row.total)],
        [(end, hours) for end, hours in row.spells],
    )


def put(row: Row, standing: Standing, *, low: float) -> None:
    """Back into the row; what was used within an allowance is kept only where there is one."""
    row.last_at, row.total = standing.last_at, float(standing.total)
    row.still_from, row.before_at = standing.still_from, standing.before_at
    row.band = [(at.timestamp(), total) for at, total in standing.band] if low else []
    row.spells = standing.spells


def _moment(stamp: float) -> datetime:
    return datetime.fromtimestamp(stamp, UTC)
