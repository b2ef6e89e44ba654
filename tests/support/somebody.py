"""Somebody who acts, for tests of floors that know no persons yet."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Somebody:
    """Implements lib.actor.ActorLike; holds the duties given."""

    person_id: int | None = 1
    post_id: int | None = 11
    account_id: int | None = 111
    system: str = ""
    duties: frozenset[str] = frozenset()

    def may(self, duty: str) -> bool:
        return duty in self.duties

    def reaches(self, duty: str, lineage: Mapping[str, int | None]) -> bool:
        return duty in self.duties
