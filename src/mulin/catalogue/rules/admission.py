"""Whether a kind may come by a door or be sent to a rank: the nearest decision, else what the kind says."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple


class Decision(NamedTuple):
    """An admission row in force; rank 0 of its area means everywhere."""

    pk: int
    key: str
    area_rank: int
    rank: int | None
    door: str
    admitted: bool
    reason: str


def decide(
    chain: Sequence[str],
    allowed: Collection[object],
    decisions: Iterable[Decision],
    *,
    door: str = "",
    rank: int | None = None,
) -> tuple[bool, Decision | None]:
    """Nearest area first, then the kind before its class, then the latest; an empty list of the kind allows all."""
    fitting = [
        one
        for one in decisions
        if one.key in chain and ((door and one.door == door) or (rank is not None and one.rank == rank))
    ]
    if fitting:
        nearest = max(fitting, key=lambda one: (one.area_rank, -list(chain).index(one.key), one.pk))
        return nearest.admitted, nearest
    wanted: object = door or rank
    return not allowed or wanted in allowed, None
