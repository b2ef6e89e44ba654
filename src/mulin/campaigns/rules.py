"""How a target moves, and how words are checked before they are kept."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from types import MappingProxyType

from django.utils.translation import gettext as _

from mulin.campaigns.kinds import OPEN, Move, TargetState
from mulin.lib import texts
from mulin.lib.errors import BadInput, WrongState

S = TargetState
LONGEST = 2000
clean = partial(texts.clean, longest=LONGEST)
_STAYS = {state: state for state in TargetState}
_OPEN_STAYS = {state: state for state in OPEN}

#: verb → state before → state after; a state that is missing refuses the verb.
MOVES: Mapping[Move, Mapping[TargetState, TargetState]] = MappingProxyType(
    {
        Move.ASSIGN: _OPEN_STAYS,
        Move.HEAR: _STAYS,
        Move.TALK: {**_STAYS, S.NOT_BEGUN: S.TALKING, S.DECLINED: S.TALKING},
        Move.AGREE: {**_OPEN_STAYS, S.NOT_BEGUN: S.AGREED, S.TALKING: S.AGREED},
        Move.STEP_DONE: {S.AGREED: S.UNDER_WAY, S.UNDER_WAY: S.UNDER_WAY},
        Move.STEP_DROPPED: {S.AGREED: S.AGREED, S.UNDER_WAY: S.UNDER_WAY},
        Move.FINISH: dict.fromkeys(OPEN, S.DONE),
        # Nobody declines who was not asked.
        Move.DECLINE: dict.fromkeys(OPEN - {S.NOT_BEGUN}, S.DECLINED),
        Move.REOPEN: {S.DONE: S.UNDER_WAY, S.DECLINED: S.TALKING},
        Move.CARRY: _OPEN_STAYS,
        Move.ERASE: _STAYS,
    }
)


def moved(move: Move, state: str) -> TargetState:
    """The state after the verb, or WrongState."""
    after = MOVES[move].get(TargetState(state))
    if after is None:
        raise WrongState(
            _("Talk with them first: nobody declines who was not asked.")
            if (move, state) == (Move.DECLINE, S.NOT_BEGUN)
            else ""
        )
    return after


def offered(state: str) -> frozenset[Move]:
    """The verbs that this state allows."""
    return frozenset(move for move, ways in MOVES.items() if state in ways)


def next_of(days: list[date | None]) -> date | None:
    """The earliest day on which something is owed."""
    return min((day for day in days if day is not None), default=None)


def in_order(begins: date, ends: date, field: str = "ends") -> None:
    """The last day is not before the first."""
    if ends < begins:
        raise BadInput(fields={field: _("The last day is before the first.")})
