"""Keeps an installation running: the database, the web workers and the jobs, until told to stop."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from mulin.config.osuser import PostgresError
from mulin.config.postgres import Cluster
from mulin.lib.errors import BadInput

TICK = 0.2
LOOK_AT_DATABASE = 3.0
GRACE = 15.0
MOST_FAILURES = 5
#: What is not vital is tried again so often, for ever.
APART = 30.0
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class StoppedError(Exception):
    """Told to stop before all was up."""


@dataclass
class Child:
    """A process that is started again when it ends by itself; without one that is not vital the house goes on."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    vital: bool = True
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    started: float = 0.0

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - our own words
            [*_dies_with_parent(), *self.command],
            env=os.environ | dict(self.environment),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def keep(self) -> bool:
        """Start it again after a failure; False when it failed too often in a row."""
        lasted = time.monotonic() - self.started
        if self.is_running() or (self.failures and not self.vital and lasted < APART):
            return True
        if lasted > GRACE and self.vital:
            self.failures = 0
        self.failures += 1
        if self.failures > MOST_FAILURES and self.vital:
            return False
        print(f"mulin: {self.name} ended by itself, starting it again", file=sys.stderr)
        self.start()
        return True

    def stop(self) -> None:
        if self.process is None or not self.is_running():
            return
        self.process.terminate()
        try:
            self.process.wait(GRACE)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class House:
    """The supervisor. `cluster` is None on a database server of one's own."""

    def __init__(self, cluster: Cluster | None, *, owns_database: bool) -> None:
        self.cluster = cluster
        self.owns_database = owns_database
        self.children: list[Child] = []
        self.stopping = threading.Event()

    def run(
        self,
        preparations: Sequence[Callable[[], Sequence[str]]],
        children: Sequence[Child],
        page: str,
        when_ready: Callable[[], None],
    ) -> bool:
        """Prepare, start, watch; True when it was told to stop, False when something kept failing."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self.stopping.set())
        try:
            if self.cluster and self.cluster.ensure():
                self.owns_database = True
            for preparation in preparations:
                self._step(preparation())
            for child in children:
                self.children.append(child)
                child.start()
            return self._watch(page, when_ready)
        except StoppedError:
            return True
        finally:
            for child in reversed(self.children):
                child.stop()
            if self.cluster and self.owns_database:
                self.cluster.stop()

    def _step(self, command: Sequence[str]) -> None:
        if not command:
            return
        step = Child(command[-1], command)
        step.start()
        while step.is_running():
            if self.stopping.wait(TICK):
                step.stop()
                raise StoppedError
        if step.process is not None and step.process.returncode:
            raise BadInput(f"{' '.join(command[2:])} failed")

    def _watch(self, page: str, when_ready: Callable[[], None]) -> bool:
        ready, looked = not page, time.monotonic()
        while not self.stopping.wait(TICK):
            if not ready and _answers(page):
                ready = True
                when_ready()
            if self.cluster and time.monotonic() - looked > LOOK_AT_DATABASE:
                self._keep_database(self.cluster)
                looked = time.monotonic()
            if not all(child.keep() for child in self.children):
                print("mulin: it keeps ending by itself, giving up", file=sys.stderr)
                return False
        return True

    def _keep_database(self, cluster: Cluster) -> None:
        try:
            if cluster.ensure():
                print("mulin: the database had ended, it runs again", file=sys.stderr)
        except PostgresError as fault:
            print(f"mulin: {fault}", file=sys.stderr)


def web(host: str, port: int, workers: int, threads: int) -> Child:
    """Granian: measured a third faster than gunicorn on the same view."""
    return Child(
        "the web server",
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws"),
            *("--host", host, "--port", str(port), "--workers", str(workers)),
            *("--blocking-threads", str(threads), "--respawn-failed-workers", "--workers-kill-timeout", "10"),
            *("--log-level", "warning", "mulin.config.wsgi:application"),
        ],
        {"MULIN_POOL": str(threads)},
    )


def jobs() -> Child:
    return Child("the jobs process", [sys.executable, "-m", "mulin.config.jobs"])


def listener() -> Child:
    """A broker that is away or a wrong password delays readings, never the house."""
    return Child("the listener for meter readings", mulin("listen"), vital=False)


def mulin(*words: str) -> list[str]:
    return [sys.executable, "-m", "mulin", *words]


def refuse_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            text = f"cannot listen on {host}:{port} ({fault.strerror}): choose another with PORT=8001"
            raise BadInput(fields={"port": text}) from None


def _dies_with_parent() -> list[str]:
    """Should this process be killed outright, its children are told to stop by the kernel."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM"] if setpriv else []


def _answers(page: str) -> bool:
    try:
        with urllib.request.urlopen(page, timeout=5):  # noqa: S310 - our own address
            return True
    except urllib.error.HTTPError as answer:
        return answer.code < 500
    except OSError:
        return False
