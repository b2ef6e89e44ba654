"""What a held post reaches, worked out without the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mulin.people.kinds import Duty
from mulin.places.kinds import Rank
from mulin.places.rules import LINEAGE

Lineage = Mapping[str, int | None]

# Beyond the area ranks, nearer still: the order in which the nearest scope wins.
COMPOUND_DEPTH, BUILDING_DEPTH, HOUSEHOLD_DEPTH = 20, 30, 40
WHOLE_DEPTH = 0


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post that somebody holds, or stands in for, today: plain values only, so it can be pickled."""

    post_id: int
    code: str
    name: str
    role: str
    organisation_id: int | None
    duties: frozenset[Duty]
    area_scopes: tuple[tuple[Rank, int], ...] = ()
    compound_ids: tuple[int, ...] = ()
    building_ids: tuple[int, ...] = ()
    household_ids: tuple[int, ...] = ()
    everywhere: bool = False
    deputy: bool = False

    @classmethod
    def of(cls, row: Sequence[Any], scopes: Iterable[Sequence[Any]]) -> HeldPost:
        """From values as they are stored.

        `row`: id, code, name, role, organisation, duties, whether a deputy's;
        `scopes`: everywhere, rank, area, compound, building, household.
        """
        post_id, code, name, role, organisation_id, duties, deputy = row
        scopes = list(scopes)
        return cls(
            post_id=post_id,
            code=code,
            name=name,
            role=role,
            organisation_id=organisation_id,
            duties=frozenset(Duty(duty) for duty in duties if duty in Duty.values),
            area_scopes=tuple((Rank(scope[1]), scope[2]) for scope in scopes if scope[2] is not None),
            compound_ids=tuple(scope[3] for scope in scopes if scope[3] is not None),
            building_ids=tuple(scope[4] for scope in scopes if scope[4] is not None),
            household_ids=tuple(scope[5] for scope in scopes if scope[5] is not None),
            everywhere=any(scope[0] for scope in scopes),
            deputy=deputy,
        )

    def depth(self, lineage: Lineage) -> int | None:
        """How near the nearest scope lies to the place, deeper is nearer; None when it is out of reach.

        `lineage` holds the seven area columns and may hold `compound_id`, `building_id`, `household_id`.
        """
        for column, ids, depth in (
            ("household_id", self.household_ids, HOUSEHOLD_DEPTH),
            ("building_id", self.building_ids, BUILDING_DEPTH),
            ("compound_id", self.compound_ids, COMPOUND_DEPTH),
        ):
            if ids and lineage.get(column) in ids:
                return depth
        found = [int(rank) for rank, area_id in self.area_scopes if lineage.get(LINEAGE[rank]) == area_id]
        if found:
            return max(found)
        return WHOLE_DEPTH if self.everywhere else None

    @property
    def deepest(self) -> int:
        """The depth of the nearest kind of scope the post has at all."""
        if self.household_ids:
            return HOUSEHOLD_DEPTH
        if self.building_ids:
            return BUILDING_DEPTH
        if self.compound_ids:
            return COMPOUND_DEPTH
        return max((int(rank) for rank, _area in self.area_scopes), default=WHOLE_DEPTH)


def nearest(posts: tuple[HeldPost, ...], lineage: Lineage | None) -> HeldPost | None:
    """The post that reaches the place from nearest; own posts before deputised ones, then by code."""
    reaching: list[tuple[int, bool, str, HeldPost]] = []
    for post in posts:
        depth = post.deepest if lineage is None else post.depth(lineage)
        if depth is not None:
            reaching.append((-depth, post.deputy, post.code, post))
    return min(reaching, key=lambda row: row[:3])[3] if reaching else None
