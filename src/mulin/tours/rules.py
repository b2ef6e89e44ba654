"""The rota and the draw, so that anybody can do them again; and how words are checked before they are kept.

Whoever went least goes first; of those, who went longest ago, and who never went before all; the rest by lot.
Going uses up a turn; a refusal or an absence does not, so that person is among the first next time. Nobody counts
as more than one turn behind: who joined later, or stayed away for long, need not go each time to catch up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256

from django.utils.translation import gettext as _

from mulin.lib import texts
from mulin.lib.errors import BadInput

LONGEST = 1000
clean = partial(texts.clean, longest=LONGEST)
NEVER = date.min


@dataclass(frozen=True)
class Candidate:
    """A representative who may go, with the turns used up and the day of the last one."""

    id: str
    turns: int = 0
    last_on: date | None = None


@dataclass(frozen=True)
class Place:
    """Where the rota put somebody, and why."""

    id: str
    position: int
    turns: int
    last_on: date | None
    lot: str


def commitment(seed: str) -> str:
    """What is told of a seed before the draw: whoever knows the seed afterwards can check that it is the same."""
    return sha256(seed.encode()).hexdigest()


def lot(seed: str, candidate: str) -> str:
    """Everybody's lot under this seed; the lowest goes first among equals."""
    return sha256(f"{seed}:{candidate}".encode()).hexdigest()


def floor_under(most: int) -> int:
    """Nobody counts as more than one turn behind whoever stands at most."""
    return most - 1


def in_turn(candidates: Iterable[Candidate], seed: str) -> list[Place]:
    """All of them in the order of the rota."""
    found = list(candidates)
    floor = floor_under(max((one.turns for one in found), default=0))
    counted = [(max(one.turns, floor), one.last_on or NEVER, lot(seed, one.id), one) for one in found]
    counted.sort(key=lambda row: row[:3])
    return [
        Place(one.id, position, turns, one.last_on, drawn)
        for position, (turns, _last, drawn, one) in enumerate(counted, start=1)
    ]


def turns_used(floors: Iterable[int]) -> int:
    """Where a person stands who went on tours, by the floor of each draw, in the order of the draws.

    Told anew from what still counts: a seat drawn while another tour was on does not keep that one's turn
    once it is called off, declined or missed.
    """
    standing = 0
    for floor in floors:
        standing = max(standing, floor) + 1
    return standing


def whole(number: int, field: str, least: int, most: int) -> int:
    """A count within its range."""
    if not least <= number <= most:
        said = _("Enter a whole number from %(least)d to %(most)d.") % {"least": least, "most": most}
        raise BadInput(fields={field: said})
    return number
