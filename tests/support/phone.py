"""A phone as the server meets it: it enrols, closes what was done in an envelope, and sends it as often as it likes."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mulin.lib import clock, envelope
from mulin.lib.ids import uuid7


@dataclass
class Phone:
    """`wrong` is by how much its clock is ahead."""

    client: Client
    told: dict[str, Any] = field(default_factory=dict)
    wrong: timedelta = timedelta()

    def enrol(self) -> "Phone":
        answer = self.client.post("/field/device/")
        assert answer.status_code == 200, answer.content
        self.told = answer.json()
        return self

    def now(self) -> datetime:
        return clock.now() + self.wrong

    def letter(
        self, what: str, subject: object = "", *, photos: dict[str, bytes] | None = None, **more: Any
    ) -> bytes:
        """What lies in the envelope; `more` overrides any part of it."""
        kept = list((photos or {}).items())
        told = {
            "format": 1,
            "id": str(uuid7()),
            "what": what,
            "subject": str(subject),
            "seen": None,
            "fields": {},
            "photos": [{"stage": stage, "size": len(data)} for stage, data in kept],
            "captured": self.now().isoformat(),
            "device": self.told.get("device"),
            "secret": self.told.get("secret", ""),
        } | more
        head = json.dumps(told).encode()
        return len(head).to_bytes(4) + head + b"".join(data for _stage, data in kept)

    def closed(self, letter: bytes) -> tuple[UUID, bytes]:
        told = json.loads(letter[4 : 4 + int.from_bytes(letter[:4])])
        return UUID(told["id"]), envelope.close(letter, *envelope.current_key())

    def send(self, act: tuple[UUID, bytes], **more: str) -> Any:
        """The server's answer."""
        sent = {
            "id": str(act[0]),
            "sent": self.now().isoformat(),
            "sealed": SimpleUploadedFile("act", act[1]),
        }
        return self.client.post("/field/acts/", sent | more)

    def act(self, what: str, subject: object = "", **more: Any) -> tuple[UUID, bytes]:
        """Done now; fields as lists or texts."""
        fields = {
            name: value if isinstance(value, list) else [value]
            for name, value in more.pop("fields", {}).items()
        }
        return self.closed(self.letter(what, subject, fields=fields, **more))
