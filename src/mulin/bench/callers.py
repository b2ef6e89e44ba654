"""Programs that report and file without pause, and send the same again until it is acknowledged."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from random import Random
from threading import Event, Thread
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4

PATIENCE = 10.0
PAUSE = 0.05
#: How long after the end a caller still tries to learn what became of its last request.
LAST_WORD = 60.0
AGAIN = 0.2
DONE = frozenset({200, 201})
CONFLICT, FAULT = 409, 500


@dataclass
class Heard:
    """What was acknowledged, by case, and when; `unsure` counts requests that had to be sent again."""

    reported: dict[UUID, str] = field(default_factory=dict)
    filed: set[UUID] = field(default_factory=set)
    acts: list[tuple[float, float]] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    unsure: int = 0
    unanswered: int = 0


@dataclass(frozen=True)
class Calls:
    """Where a program calls, as whom, and what every report of its says."""

    port: int
    secret: str
    report: Mapping[str, Any]
    filing: Mapping[str, Any]


class Caller(Thread):
    """One program: it reports a matter, now and then says it twice, and files it."""

    def __init__(self, name: str, calls: Calls, heard: Heard, until: float) -> None:
        super().__init__(name=name)
        self.calls, self.heard, self.until = calls, heard, until
        self.random, self.pause = Random(name), Event()
        self.link: HTTPConnection | None = None

    def run(self) -> None:
        number = 0
        while perf_counter() < self.until:
            number += 1
            self._live(f"路灯不亮 {self.name}-{number}")

    def _live(self, text: str) -> None:
        pk = uuid4()
        body = {**self.calls.report, "id": str(pk), "text": text}
        if not self._sure("report", "/api/v1/cases", body):
            return
        self.heard.reported[pk] = text
        if self.random.random() < AGAIN:
            self._sure("report again", "/api/v1/cases", body)
        if self._sure("file", f"/api/v1/cases/{pk}/file", self.calls.filing):
            self.heard.filed.add(pk)

    def _sure(self, what: str, path: str, body: Mapping[str, Any]) -> bool:
        """Whether it was done; an answer that never came is asked for again."""
        unsure = False
        while perf_counter() < self.until + LAST_WORD:
            began = perf_counter()
            status = self._send(path, body)
            if status in DONE or (status == CONFLICT and unsure):
                # Refused as done already: the answer to the first try was lost, not the deed.
                self.heard.acts.append((began, perf_counter()))
                return True
            if status and status < FAULT:
                self.heard.refused[f"{what}: {status}"] += 1
                return False
            self.heard.unsure += not unsure
            unsure = True
            self.pause.wait(PAUSE)
        self.heard.unanswered += 1
        return False

    def _send(self, path: str, body: Mapping[str, Any]) -> int:
        """The status, 0 when no answer came."""
        head = {"Authorization": f"Bearer {self.calls.secret}", "Content-Type": "application/json"}
        try:
            self.link = self.link or HTTPConnection("127.0.0.1", self.calls.port, timeout=PATIENCE)
            self.link.request("POST", path, json.dumps(body), head)
            answer = self.link.getresponse()
            answer.read()
        except (OSError, HTTPException):
            self.link = None
            return 0
        return answer.status
