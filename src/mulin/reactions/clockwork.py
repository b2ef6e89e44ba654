"""Deadlines: due clocks are taken one by one by whichever worker is free; one that fails keeps no other waiting."""

from collections.abc import Callable

from mulin.campaigns.actions.remind import remind
from mulin.care.actions.plan_service import come_next
from mulin.care.actions.tick import fault_next, raise_next, unmute_next
from mulin.cases.actions.expire import expire_next, wake_next
from mulin.lib.asides import act, sweep
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
#: Each takes what is due by the hundred.
SWEEPS: tuple[Callable[[], int], ...] = (make_due, miss_due, tell_late, remind)


def tick() -> int:
    """Act on all that is due now, up to a share that leaves room for others; how many were acted on."""
    done = 0
    for hand in HANDS:
        mine = 0
        while mine < AT_ONCE and act(hand):
            mine += 1
        done += mine
    return done + sum(sweep(work) for work in SWEEPS)


def tick_all() -> int:
    """Act until nothing is due, or until something fails; for tests, the demo and the replay."""
    total = 0
    while done := sum(_acted(hand) for hand in HANDS) + sum(work() for work in SWEEPS):
        total += done
    return total


def _acted(hand: Callable[[], object | None]) -> int:
    done = 0
    while hand() is not None:
        done += 1
    return done
