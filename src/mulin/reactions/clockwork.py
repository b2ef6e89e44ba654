"""Deadlines: due clocks are taken one by one by whichever worker is free."""

from mulin.cases.actions.expire import expire_next, wake_next

AT_ONCE = 200


def tick() -> int:
    """Act on all that is due now, up to a share that leaves room for others; how many were acted on."""
    done = 0
    while done < AT_ONCE and expire_next() is not None:
        done += 1
    while done < AT_ONCE and wake_next() is not None:
        done += 1
    return done


def tick_all() -> int:
    """Act until nothing is due; for tests, the demo and the replay."""
    total = 0
    while done := tick():
        total += done
    return total
