"""Deadlines: due clocks are taken one by one by whichever worker is free."""

from collections.abc import Callable

from mulin.campaigns.actions.remind import remind
from mulin.care.actions.plan_service import come_next
from mulin.care.actions.tick import fault_next, raise_next, unmute_next
from mulin.cases.actions.expire import expire_next, wake_next
from mulin.rounds.actions.make_due import make_due
from mulin.rounds.actions.miss import miss_due
from mulin.tours.actions.plan_next import plan_next
from mulin.tours.actions.reply import tell_late

AT_ONCE = 200


#: Each acts on the earliest thing that is due and gives it back, or None.
HANDS: tuple[Callable[[], object | None], ...] = (
    raise_next,
    expire_next,
    wake_next,
    unmute_next,
    fault_next,
    come_next,
    plan_next,
)


def tick() -> int:
    """Act on all that is due now, up to a share that leaves room for others; how many were acted on."""
    done = 0
    for hand in HANDS:
        mine = 0
        while mine < AT_ONCE and hand() is not None:
            mine += 1
        done += mine
    return done + make_due() + miss_due() + tell_late() + remind()


def tick_all() -> int:
    """Act until nothing is due; for tests, the demo and the replay."""
    total = 0
    while done := tick():
        total += done
    return total
