"""Which duty row and which post is nearest."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple


class Nearness(IntEnum):
    """How near a scope stands, beside the ranks of areas 1 to 7."""

    EVERYWHERE = 0
    COMPOUND = 20


class RowPlace(NamedTuple):
    """Where a duty row stands."""

    pk: int
    key: str
    area_id: int


class Candidate(NamedTuple):
    """A post that reaches the place through one of its scopes."""

    post_id: int
    code: str
    name: str
    role: str
    organisation_id: int | None
    depth: int
    held: bool


def nearest_row(rows: Iterable[RowPlace], chain: Sequence[str], ranks: Mapping[int, int]) -> RowPlace | None:
    """The row of the nearest area; in one area the kind's own before its class's, before the scheme's."""
    order = {key: place for place, key in enumerate(chain)}
    return min(rows, key=lambda row: (-ranks[row.area_id], order[row.key], row.pk), default=None)


def pick_post(
    candidates: Iterable[Candidate], roles: Collection[str], organisation_id: int | None = None
) -> Candidate | None:
    """Of posts with these roles, one that somebody holds, then the nearest, then the first by code."""
    fitting = [
        one
        for one in candidates
        if one.role in roles and (organisation_id is None or one.organisation_id == organisation_id)
    ]
    return min(fitting, key=lambda one: (not one.held, -one.depth, one.code), default=None)
