"""The order in which people are called, and what has been tried."""

from collections.abc import Sequence
from dataclasses import dataclass

from mulin.care.kinds import REACHED, CallStep, Tie

#: The person is called so often before the contacts are.
CALLS_TO_PERSON = 2


@dataclass(frozen=True, slots=True)
class Tried:
    """One try: the step, the contact if it was one, and what came of it."""

    step: str
    contact_id: int | None
    result: str


@dataclass(frozen=True, slots=True)
class Link:
    """One step of the chain: whom, and whether it is done, next or still to come."""

    step: CallStep
    contact_id: int | None
    tries: int
    answered: bool


def chain(contacts: Sequence[tuple[int, str]], tried: Sequence[Tried]) -> list[Link]:
    """Person, contacts in order, neighbours, the responsible post, emergency numbers; (id, tie) of contacts."""
    steps: list[tuple[CallStep, int | None]] = [(CallStep.PERSON, None)]
    steps += [(CallStep.CONTACT, pk) for pk, tie in contacts if tie != Tie.NEIGHBOUR]
    neighbours: list[tuple[CallStep, int | None]] = [
        (CallStep.NEIGHBOUR, pk) for pk, tie in contacts if tie == Tie.NEIGHBOUR
    ]
    steps += neighbours or [(CallStep.NEIGHBOUR, None)]
    steps += [(CallStep.POST, None), (CallStep.EMERGENCY, None)]
    return [_link(step, contact, tried) for step, contact in steps]


def _link(step: CallStep, contact: int | None, tried: Sequence[Tried]) -> Link:
    mine = [one for one in tried if one.step == step and (contact is None or one.contact_id == contact)]
    return Link(step, contact, len(mine), any(one.result in REACHED for one in mine))


def next_link(links: Sequence[Link]) -> Link | None:
    """Whom to call now; None once somebody has said how the person is."""
    if any(link.answered for link in links):
        return None
    for link in links:
        enough = CALLS_TO_PERSON if link.step is CallStep.PERSON else 1
        if link.tries < enough:
            return link
    return links[-1]
