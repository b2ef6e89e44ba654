"""The one way to write an event, in the transaction of the change it tells of."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import models

from mulin.lib import clock
from mulin.lib.actor import ActorLike
from mulin.trail.models import Chained, Event
from mulin.trail.rules import GENESIS, link_hash, stamp

_captured: ContextVar[datetime | None] = ContextVar("captured", default=None)


@contextmanager
def captured(at: datetime | None) -> Iterator[None]:
    """What is recorded inside was done at that moment, and only arrives now."""
    token = _captured.set(at)
    try:
        yield
    finally:
        _captured.reset(token)


def done_at() -> datetime:
    """When what happens now was done: on the phone, where it only arrives now."""
    return _captured.get() or clock.now()


def facts_of(event: Event) -> dict[str, Any]:
    """What of an event is under the hash."""
    return {
        "at": stamp(event.at),
        "captured_at": stamp(event.captured_at),
        "verb": event.verb,
        "subject": f"{event.subject_kind}:{event.subject_id}",
        "account": event.account_id,
        "person": event.person_id,
        "post": event.post_id,
        "system": event.system,
        "data": event.data,
        "seq": event.seq,
    }


def build(
    verb: str,
    subject: models.Model,
    *,
    by: ActorLike,
    fields: Mapping[str, Any] | None = None,
    words: Iterable[tuple[str, bytes]] = (),
    captured_at: datetime | None = None,
    quiet: bool = False,
) -> Event:
    """An event not yet saved; a chained subject's version and head are moved on in memory.

    The caller holds the row lock of a chained subject and saves its `version` and `head`.
    `words` are (row id, salted hash) pairs of what was said.
    """
    data = dict(fields or {})
    said = [[row, digest.hex()] for row, digest in words]
    if said:
        data["words"] = said
    event = Event(
        at=clock.now(),
        captured_at=captured_at or _captured.get(),
        verb=verb,
        subject_kind=subject._meta.label_lower.rsplit(".", 1)[-1],
        subject_id=str(subject.pk),
        account_id=by.account_id,
        person_id=by.person_id,
        post_id=by.post_id,
        system=by.system,
        district_id=getattr(subject, "district_id", None),
        data=data,
        quiet=quiet,
    )
    if isinstance(subject, Chained):
        event.seq = subject.version + 1
        event.prev = bytes(subject.head) if subject.head else GENESIS
        event.hash = link_hash(event.prev, facts_of(event))
        subject.version, subject.head = event.seq, event.hash
    return event


def record(
    verb: str,
    subject: models.Model,
    *,
    by: ActorLike,
    fields: Mapping[str, Any] | None = None,
    words: Iterable[tuple[str, bytes]] = (),
    captured_at: datetime | None = None,
    quiet: bool = False,
) -> Event:
    """Append one event; see `build`. Values must be ids, field names and codes, never names or free text."""
    event = build(verb, subject, by=by, fields=fields, words=words, captured_at=captured_at, quiet=quiet)
    event.save(force_insert=True)
    return event
