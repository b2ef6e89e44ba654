"""What a clock could not act on is put aside for a while, so that whatever else is due is not kept waiting."""

import logging
from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.db.utils import InterfaceError, OperationalError

from mulin.lib import clock

log = logging.getLogger(__name__)
FIRST, LONGEST = timedelta(seconds=30), timedelta(hours=1)

#: The database does not answer.
AWAY = (OperationalError, InterfaceError)

Row = TypeVar("Row", bound=Model)
#: The name of a model and a key in it, or the name of a piece of work and nothing.
Key = tuple[str, object]

#: Until when each rests, and for how long. Kept by the process: a new one tries everything at once.
_resting: dict[Key, tuple[datetime, timedelta]] = {}
_taken: ContextVar[Key | None] = ContextVar("taken", default=None)


def first_awake(rows: QuerySet[Row]) -> Row | None:
    """The first that does not rest; should what follows fail, `act` puts it aside."""
    label, now = rows.model._meta.label, clock.now()
    resting = [key for (name, key), (until, _pause) in _resting.items() if name == label and until > now]
    row = rows.exclude(pk__in=resting).first()
    _taken.set((label, row.pk) if row is not None else None)
    return row


def act(hand: Callable[[], object | None]) -> bool:
    """Whether something was due: acted on, or put aside. A database that does not answer is no fault of a row."""
    _taken.set(None)
    name = (hand.__qualname__, None)
    if _rests(name):
        return False
    try:
        found = hand()
    except AWAY:
        raise
    except Exception:
        key = _taken.get() or name
        log.exception("%s failed on %s", hand.__qualname__, key)
        _put(key)
        return key is not name
    _wake(_taken.get() or name)
    return found is not None


def sweep(work: Callable[[], int]) -> int:
    """What the work did; nothing while it rests because it failed as a whole."""
    done = 0

    def hand() -> None:
        nonlocal done
        done = work()

    hand.__qualname__ = work.__qualname__
    act(hand)
    return done


def _rests(key: Key) -> bool:
    until, _pause = _resting.get(key, (None, None))
    return until is not None and until > clock.now()


def _put(key: Key) -> None:
    """Each failure rests twice as long as the one before."""
    _until, before = _resting.get(key, (None, FIRST / 2))
    pause = min(before * 2, LONGEST)
    _resting[key] = (clock.now() + pause, pause)


def _wake(key: Key) -> None:
    _resting.pop(key, None)
