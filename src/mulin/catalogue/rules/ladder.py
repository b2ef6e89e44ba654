"""Which limit holds for each link, out of the limits of edition, kinds and standard."""

from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from mulin.catalogue.kinds import Link, Urgency
from mulin.lib.worktime import Unit


class Allowance(NamedTuple):
    """The time one link has, and how near the rule stands: 0 is the edition's default."""

    amount: Decimal
    unit: Unit
    depth: int = 0


class Entry(NamedTuple):
    """One limit row; an empty urgency means all, a deeper row is the more special."""

    depth: int
    link: Link
    urgency: str
    amount: Decimal
    unit: Unit


# Hours that usually pass on the wall, only to tell which of two limits is the shorter.
WALL_HOURS = {
    Unit.MINUTE: Decimal(1) / 60,
    Unit.URGENT_HOUR: Decimal(1),
    Unit.NATURAL_DAY: Decimal(24),
    Unit.WORK_HOUR: Decimal("3.36"),
    Unit.WORK_DAY: Decimal("33.6"),
}


def wall_hours(amount: Decimal, unit: Unit) -> Decimal:
    return amount * WALL_HOURS[unit]


def ladder(entries: Iterable[Entry], urgency: str = Urgency.NORMAL) -> dict[Link, Allowance]:
    """One allowance a link: the deepest row; a row for this urgency comes first, but never lengthens."""
    plain: dict[Link, Allowance] = {}
    special: dict[Link, Allowance] = {}
    for entry in entries:
        if entry.urgency not in ("", urgency):
            continue
        chosen = special if entry.urgency else plain
        allowance = Allowance(entry.amount, entry.unit, entry.depth)
        if entry.link not in chosen or chosen[entry.link].depth < entry.depth:
            chosen[entry.link] = allowance
    links = [link for link in Link if link in plain or link in special]
    return _promise_holds({link: _pick(plain.get(link), special.get(link)) for link in links})


def _pick(plain: Allowance | None, special: Allowance | None) -> Allowance:
    if plain is None or special is None:
        return plain or special or Allowance(Decimal(1), Unit.WORK_DAY)
    if special.depth >= plain.depth:
        return special
    return min(special, plain, key=lambda one: wall_hours(one.amount, one.unit))


def _promise_holds(rungs: dict[Link, Allowance]) -> dict[Link, Allowance]:
    """The whole promise is never shorter than handling and checking need, when handling is set nearer."""
    whole, handle = rungs.get(Link.WHOLE), rungs.get(Link.HANDLE)
    if whole is None or handle is None or handle.depth <= whole.depth:
        return rungs
    check = rungs.get(Link.CHECK, Allowance(Decimal(0), handle.unit))
    needed = wall_hours(handle.amount, handle.unit) + wall_hours(check.amount, check.unit)
    if wall_hours(whole.amount, whole.unit) >= needed:
        return rungs
    amount = (needed / WALL_HOURS[handle.unit]).to_integral_value(ROUND_CEILING)
    return rungs | {Link.WHOLE: Allowance(amount, handle.unit, handle.depth)}
