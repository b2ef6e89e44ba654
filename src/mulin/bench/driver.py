"""Drives an installation as people do: requests over kept connections, each answer checked, in a closed loop."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from statistics import median, quantiles
from threading import Thread
from time import perf_counter
from typing import Any, NamedTuple
from urllib.parse import urlencode

CSRF = "c" * 32
PATIENCE = 30.0
WARM_UP = 1.0
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
#: What counts as done: a page shown, or a form taken (a form shown again was not).
DONE: Mapping[str, int] = {"GET": 200, "POST": 302}


class RefusedError(Exception):
    """An answer that is not the one that doing it gives."""


class RanOutError(Exception):
    """Nothing is left that was not asked for before."""


class Request(NamedTuple):
    """Who asks for what; with fields it is sent as a form."""

    login: str
    path: str
    fields: Mapping[str, Any] | None = None

    @property
    def method(self) -> str:
        return "GET" if self.fields is None else "POST"


class Browser:
    """One user's kept connection; `cookies` of whoever is logged in, by login."""

    def __init__(self, port: int, cookies: Mapping[str, str]) -> None:
        self.link = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.cookies = cookies
        self.origin = f"http://127.0.0.1:{port}"

    def send(self, request: Request) -> str:
        """Where the answer leads on to; RefusedError when it is not what doing it gives."""
        head = {"Cookie": self.cookies[request.login], "X-CSRFToken": CSRF, "Origin": self.origin}
        body = None
        if request.fields is not None:
            body, head = urlencode(request.fields, doseq=True), head | FORM
        self.link.request(request.method, request.path, body, head)
        answer = self.link.getresponse()
        answer.read()
        if answer.status != DONE[request.method]:
            verb = request.path.rstrip("/").rsplit("/", 1)[-1]
            raise RefusedError(f"{request.method} {verb}: {answer.status}")
        return answer.headers.get("Location", "")


#: One thing that a user does, as one or several requests.
Deed = Callable[[Browser], object]


@dataclass
class Played:
    """What one round gave. Times are seconds of the deeds that ended after the warm-up and before the end."""

    times: list[float] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    began: float = 0.0
    ended: float = 0.0
    ran_out: bool = False
    cpu: Mapping[str, float] = field(default_factory=dict)

    def figures(self) -> dict[str, Any]:
        """Per second, median and p95, CPU of each part by the deed, and why anything was refused."""
        done, seconds = len(self.times), max(self.ended - self.began, 1e-9)
        told: dict[str, Any] = {"done": done, "per_second": round(done / seconds, 1)}
        if done > 1:
            told["median_ms"] = round(median(self.times) * 1000, 1)
            told["p95_ms"] = round(quantiles(self.times, n=20)[18] * 1000, 1)
        if done:
            told["cpu_ms"] = {part: round(used * 1000 / done, 2) for part, used in self.cpu.items()}
        told["refused"] = self.refused.total()
        if self.refused:
            told["why"] = dict(self.refused.most_common(5))
        if self.ran_out:
            told["ran_out"] = True
        return told


class Plan(NamedTuple):
    """How a round is played; `cpu` reads the seconds of CPU that each part has used so far."""

    users: int
    seconds: float
    cpu: Callable[[], Mapping[str, float]] = dict
    warm_up: float = WARM_UP


def play(deed: Deed, browser: Callable[[], Browser], plan: Plan) -> Played:
    """A closed loop of `users` without think time; what ends in the warm-up is not counted."""
    played = Played()
    played.began = perf_counter() + plan.warm_up
    until = played.began + plan.seconds
    threads = [Thread(target=_user, args=(deed, browser(), played, until)) for _ in range(plan.users)]
    for thread in threads:
        thread.start()
    threads[0].join(plan.warm_up)
    before = plan.cpu()
    for thread in threads:
        thread.join(max(until - perf_counter(), 0.0))
    after, played.ended = plan.cpu(), min(perf_counter(), until)
    for thread in threads:
        thread.join()
    played.cpu = {part: after[part] - before[part] for part in after}
    return played


def _user(deed: Deed, browser: Browser, played: Played, until: float) -> None:
    while (start := perf_counter()) < until:
        try:
            deed(browser)
        except RanOutError:
            played.ran_out = True
            return
        except RefusedError as refusal:
            played.refused[str(refusal)] += 1
        else:
            end = perf_counter()
            if played.began <= end <= until:
                played.times.append(end - start)
