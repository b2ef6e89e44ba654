"""What an action asks of whoever acts, without knowing where rights come from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

Lineage = Mapping[str, int | None]


class ActorLike(Protocol):
    """Somebody, or a named part of the system, who acts."""

    @property
    def account_id(self) -> int | None: ...

    @property
    def person_id(self) -> int | None: ...

    @property
    def post_id(self) -> int | None: ...

    @property
    def system(self) -> str: ...

    def may(self, duty: str) -> bool:
        """Whether any post held now carries the duty, wherever."""
        ...

    def reaches(self, duty: str, lineage: Lineage) -> bool:
        """Whether a post held now carries the duty over the area with this lineage."""
        ...


@dataclass(frozen=True)
class System:
    """A named part of the system that acts by itself: an import, the clockwork."""

    system: str
    account_id: int | None = None
    person_id: int | None = None
    post_id: int | None = None

    def may(self, duty: str) -> bool:
        return True

    def reaches(self, duty: str, lineage: Lineage) -> bool:
        return True
