"""The one source of the present moment, which tests and replays may hold still."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Shanghai")


class Frozen:
    """A clock that moves only when told."""

    def __init__(self, moment: datetime) -> None:
        self.moment = _aware(moment)

    def move_to(self, moment: datetime) -> None:
        self.moment = _aware(moment)

    def tick(self, by: timedelta = timedelta(seconds=1)) -> datetime:
        self.moment += by
        return self.moment


_held: ContextVar[Frozen | None] = ContextVar("mulin_clock", default=None)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("the clock takes aware moments only")
    return moment.astimezone(UTC)


def now() -> datetime:
    held = _held.get()
    return held.moment if held else datetime.now(UTC)


def today() -> date:
    return local(now()).date()


def local(moment: datetime) -> datetime:
    return moment.astimezone(LOCAL)


@contextmanager
def frozen(moment: datetime) -> Iterator[Frozen]:
    """Hold the clock of this context (thread or task); nested holds restore the outer one."""
    held = Frozen(moment)
    token = _held.set(held)
    try:
        yield held
    finally:
        _held.reset(token)
