"""Kills one part after another of an installation that serves, as a power cut or the kernel would."""

import os
import signal
from contextlib import suppress
from random import Random
from subprocess import Popen
from threading import Event, Thread
from time import perf_counter

import psutil

from mulin.bench.served import GRACE, below, postmaster, start

PARTS = ("web", "jobs", "database", "server")
JOBS, WEB = "mulin.config.jobs", "granian"


class Killer(Thread):
    """Every so often one of `parts` is killed outright; who keeps the house must bring it back.

    The whole server, its database included, is started again by the killer, as a machine's init would.
    """

    def __init__(self, port: int, parts: list[str], every: float, seed: int) -> None:
        super().__init__(name="killer")
        self.port, self.parts, self.every = port, parts, every
        self.random, self.enough = Random(seed), Event()
        self.server: Popen[str] = start(port)
        self.kills: list[tuple[str, float]] = []

    def run(self) -> None:
        waiting: list[str] = []
        while not self.enough.wait(self.every):
            waiting = waiting or self.random.sample(self.parts, len(self.parts))
            part = waiting.pop()
            self.kills.append((part, perf_counter()))
            self._kill(part)

    def stop(self) -> None:
        """No further kills; the house ends as it should."""
        self.enough.set()
        self.join()
        self.server.terminate()
        self.server.communicate(timeout=2 * GRACE)

    def _kill(self, part: str) -> None:
        found = below(self.server.pid)
        if part == "database":
            os.kill(postmaster(), signal.SIGKILL)
        elif part == "server":
            for process in found:
                _end(process)
            os.kill(postmaster(), signal.SIGKILL)
            self.server.communicate()
            self.server = start(self.port)
        elif chosen := self._of(found, JOBS if part == "jobs" else WEB):
            _end(chosen)

    def _of(self, found: list[psutil.Process], word: str) -> psutil.Process | None:
        """The process that was started with the word; of the web server one of its workers."""
        mains = [each for each in found if any(word in part for part in _words(each))]
        if not mains:
            return None
        workers = [
            each for each in mains[0].children() if not any("tracker" in part for part in _words(each))
        ]
        return self.random.choice(workers) if word == WEB and workers else mains[0]


def _words(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:
        return []


def _end(process: psutil.Process) -> None:
    with suppress(psutil.NoSuchProcess):
        process.kill()
