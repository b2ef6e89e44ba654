"""When a message may leave, and how several become one."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from mulin.lib.clock import LOCAL

QUIET_FROM, QUIET_TO = time(21, 30), time(7, 30)
#: Ordinary messages wait this long for others, so that a flood becomes one digest.
GATHER = timedelta(minutes=5)
TRIES_AT_MOST = 6
#: Where WeCom's robots live. People name the address themselves, so no other host is ever called for them.
ROBOTS = "https://qyapi.weixin.qq.com/"


def not_before(now: datetime, *, urgent: bool, quiet_from: time | None, quiet_to: time | None) -> datetime:
    """The first moment at which a message may leave; urgent ones leave at once, day and night."""
    if urgent:
        return now
    start, end = quiet_from or QUIET_FROM, quiet_to or QUIET_TO
    ready = (now + GATHER).astimezone(LOCAL)
    clock = ready.time()
    quiet = start <= clock or clock < end if start > end else start <= clock < end
    if not quiet:
        return ready
    day = ready.date() + (timedelta(days=1) if start > end and clock >= start else timedelta(0))
    return datetime.combine(day, end, LOCAL)


def digest(lines: Sequence[str], heading: str) -> str:
    """One text of several, each on its line."""
    if len(lines) == 1:
        return lines[0]
    shown = [f"· {line}" for line in lines[:10]]
    more = [f"… +{len(lines) - 10}"] if len(lines) > 10 else []
    return "\n".join([heading, *shown, *more])
