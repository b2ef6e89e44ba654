"""A line that cuts, delays and repeats: a real TCP proxy before a server, with a seed."""

import random
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from time import sleep

HEAD_END = b"\r\n\r\n"
PATIENCE = 60


@dataclass
class RoughLine:
    """What may happen to a request is drawn by lot: `fates` are chances, the rest goes through."""

    server: tuple[str, int]
    seed: int
    fates: dict[str, float]
    calm: bool = False
    #: No network at all, whatever the browser believes: nothing is passed on, nothing answered.
    down: bool = False
    #: What is asked is swallowed: neither an answer nor an end, as in a cellar with one bar.
    mute: bool = False
    #: The one path that does not get through, or stands until this is empty again, while all else goes on.
    shut: str = ""
    hold: str = ""
    seen: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.lots = random.Random(self.seed)
        self.door = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.address = f"http://127.0.0.1:{self.door.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        self.door.close()

    def _listen(self) -> None:
        while True:
            try:
                caller, _from = self.door.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(caller,), daemon=True).start()

    def _fate(self, request: bytes) -> str:
        with self.lock:
            drawn, lot = "through", self.lots.random()
            if _asks_for("/field/acts/", request) and not self.calm:
                for name, chance in self.fates.items():
                    if lot < chance:
                        drawn = name
                        break
                    lot -= chance
                self.seen[drawn] += 1
            return drawn

    def _serve(self, caller: socket.socket) -> None:
        caller.settimeout(PATIENCE)
        with caller, suppress(OSError):
            while (request := _message(caller)) and not self.down:
                while self.mute or _asks_for(self.hold, request):
                    sleep(0.05)
                fate = self._fate(request)
                if fate == "cut before" or _asks_for(self.shut, request):
                    return
                if fate == "cut within":
                    self._half(request)
                    return
                if fate == "delayed":
                    sleep(0.05 + 0.4 * self.lots.random())
                if fate == "repeated":
                    self._asked(request)
                answer = self._asked(request)
                if fate == "cut after":
                    return
                if fate == "answer torn":
                    caller.sendall(answer[: len(answer) // 2])
                    return
                caller.sendall(answer)
                if b"connection: close" in answer.split(HEAD_END)[0].lower():
                    return

    def _asked(self, request: bytes) -> bytes:
        with socket.create_connection(self.server, timeout=PATIENCE) as line:
            line.sendall(request)
            return _message(line, to_end=True)

    def _half(self, request: bytes) -> None:
        with socket.create_connection(self.server, timeout=PATIENCE) as line:
            line.sendall(request[: len(request) * 2 // 3])


def _asks_for(path: str, request: bytes) -> bool:
    return bool(path) and f" {path} ".encode() in request.split(b"\r\n", 1)[0]


def _message(line: socket.socket, *, to_end: bool = False) -> bytes:
    """One HTTP message, whole; an answer without a length goes on to the end of the connection."""
    data = b""
    while HEAD_END not in data:
        part = line.recv(65536)
        if not part:
            return data
        data += part
    head, _gap, body = data.partition(HEAD_END)
    told = {
        name.strip().lower(): value.strip()
        for name, _colon, value in (row.partition(b":") for row in head.split(b"\r\n")[1:])
    }
    if to_end and b"content-length" not in told:
        while part := line.recv(65536):
            data += part
        return data
    length = int(told.get(b"content-length", b"0"))
    while len(body) < length:
        part = line.recv(65536)
        if not part:
            return b""
        body += part
    return head + HEAD_END + body


@contextmanager
def rough_line(address: str, seed: int, **fates: float) -> Iterator[RoughLine]:
    host, _colon, port = address.removeprefix("http://").partition(":")
    line = RoughLine(
        (host, int(port)), seed, {name.replace("_", " "): chance for name, chance in fates.items()}
    )
    try:
        yield line
    finally:
        line.close()
