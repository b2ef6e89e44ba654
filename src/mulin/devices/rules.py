"""What an act is made of, and when it was done by our clock."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from mulin.devices.kinds import ClockFit
from mulin.lib.crypto import SealBroken

FORMATS = frozenset({1})
LENGTH_BYTES = 4
#: The phone's clock is called right within this; sending takes its time too.
CLOSE = timedelta(minutes=2)
MOST_FIELDS, MOST_PICTURES, LONGEST_NAME = 400, 40, 80


@dataclass(frozen=True)
class Picture:
    """A photo as the phone sent it; to be drawn anew before it is kept."""

    stage: str
    data: bytes


@dataclass(frozen=True)
class Contact:
    """The last contact before the act: our moment and the phone's."""

    theirs: datetime
    ours: datetime


@dataclass(frozen=True)
class Written:
    """What lies in an envelope."""

    id: UUID
    what: str
    subject: str
    seen: int | None
    fields: Mapping[str, list[str]]
    pictures: tuple[Picture, ...]
    captured: datetime
    contact: Contact | None
    device: UUID | None
    secret: str


def read(plain: bytes) -> Written:
    """The act in an opened envelope; SealBroken when it is not as phones write it.

    Layout: length of the JSON (4 bytes, big end first), the JSON, the photos one behind the other.
    """
    try:
        return _read(plain)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        raise SealBroken("what the envelope holds cannot be read") from error


def _read(plain: bytes) -> Written:
    end = LENGTH_BYTES + int.from_bytes(plain[:LENGTH_BYTES])
    told: dict[str, Any] = json.loads(plain[LENGTH_BYTES:end])
    if told["format"] not in FORMATS:
        raise ValueError(told["format"])
    fields = {str(name): [_text(value) for value in values] for name, values in told["fields"].items()}
    pictures, start = [], end
    for one in told["photos"]:
        size = int(one["size"])
        pictures.append(Picture(str(one["stage"])[:LONGEST_NAME], plain[start : start + size]))
        start += size
    if start != len(plain) or len(fields) > MOST_FIELDS or len(pictures) > MOST_PICTURES:
        raise ValueError(len(plain))
    seen = told.get("seen")
    return Written(
        id=UUID(told["id"]),
        what=_text(told["what"])[:LONGEST_NAME],
        subject=_text(told.get("subject") or "")[:60],
        seen=None if seen is None else int(seen),
        fields=fields,
        pictures=tuple(pictures),
        captured=moment(told["captured"]),
        contact=_contact(told),
        device=UUID(told["device"]) if told.get("device") else None,
        secret=str(told.get("secret") or ""),
    )


def letter(written: Written) -> bytes:
    """As phones write it, so that what a person has mended is kept like the rest."""
    told = {
        "format": max(FORMATS),
        "id": str(written.id),
        "what": written.what,
        "subject": written.subject,
        "seen": written.seen,
        "fields": {name: list(values) for name, values in written.fields.items()},
        "photos": [{"stage": one.stage, "size": len(one.data)} for one in written.pictures],
        "captured": written.captured.isoformat(),
        "after": written.contact.theirs.isoformat() if written.contact else None,
        "after_phone": written.contact.ours.isoformat() if written.contact else None,
        "device": str(written.device) if written.device else None,
        "secret": written.secret,
    }
    head = json.dumps(told).encode()
    return len(head).to_bytes(LENGTH_BYTES) + head + b"".join(one.data for one in written.pictures)


def _contact(told: Mapping[str, Any]) -> Contact | None:
    if not told.get("after") or not told.get("after_phone"):
        return None
    return Contact(moment(told["after"]), moment(told["after_phone"]))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value.replace("\0", "")


def moment(text: str) -> datetime:
    """A moment as phones write it, with its zone."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None or not 1990 < found.year < 2200:
        raise ValueError(text)
    return found.astimezone(UTC)


def done_at(
    captured: datetime, sent: datetime, received: datetime, contact: Contact | None
) -> tuple[datetime, ClockFit]:
    """When it was done by our clock.

    The phone's clock may be wrong, but it runs: what it counted from doing to sending is taken off our moment of
    receiving. Where it was set anew in between, what it counted since the last contact disagrees; then the time is an
    estimate, never before that contact and never after now.
    """
    since_sent = received - (sent - captured)
    if contact is None:
        off = abs(sent - received) > CLOSE
        return min(since_sent, received), ClockFit.OFF if off else ClockFit.RIGHT
    earliest = min(contact.theirs, received)
    since_contact = earliest + (captured - contact.ours)
    if abs(since_sent - since_contact) > CLOSE:
        possible = [one for one in (since_contact, since_sent) if earliest <= one <= received]
        return (possible[0] if possible else _within(captured, earliest, received)), ClockFit.DOUBTFUL
    off = abs(sent - received) > CLOSE
    return _within(since_sent, earliest, received), ClockFit.OFF if off else ClockFit.RIGHT


def _within(moment: datetime, earliest: datetime, latest: datetime) -> datetime:
    """The nearest moment that is possible at all."""
    return min(max(moment, earliest), latest)


def secret_hash(secret: str) -> bytes:
    """Secrets of devices are long and random, so a plain hash proves them."""
    return hashlib.sha256(secret.encode()).digest()
