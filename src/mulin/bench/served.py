"""A server of this installation as `mulin serve` starts it, and what its processes use."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import psutil
from django.conf import settings
from django.test import Client

from mulin.accounts.models import User
from mulin.bench.deeds import grounds
from mulin.bench.driver import CSRF
from mulin.config.postgres import Cluster
from mulin.places.models import Area
from mulin.surfaces.resident.persons import HERE

BACKEND = "django.contrib.auth.backends.ModelBackend"
READY = "Mulin is ready"
GRACE = 30.0


@dataclass(frozen=True)
class Served:
    """Where it listens, and the processes behind it."""

    port: int
    pid: int

    def cpu(self) -> dict[str, float]:
        """Seconds of CPU so far: the web workers, and the database with all that it does beside."""
        return {"web": _seconds(below(self.pid)), "database": _seconds(below(postmaster()))}

    def worker_mb(self) -> float:
        """Proportional memory of the heaviest worker."""
        return round(max((_share(each) for each in below(self.pid)), default=0.0), 1)


def cookies(logins: Sequence[str]) -> dict[str, str]:
    """What each login's browser sends: its session, and the community it last reported from."""
    name = settings.SESSION_COOKIE_NAME
    here = Area.objects.get(pk=grounds()[0]).code
    found = {}
    for login in logins:
        client = Client()
        client.force_login(User.objects.get(login=login), backend=BACKEND)
        found[login] = f"{name}={client.cookies[name].value}; csrftoken={CSRF}; {HERE}={here}"
    return found


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def start(port: int, *more: str, workers: int = 2) -> subprocess.Popen[str]:
    """`mulin serve` with the files it serves in production; returns when its first page answers."""
    command = [sys.executable, "-m", "mulin", "serve", "--port", str(port), "--workers", str(workers), *more]
    # A few users report what a town does: they are not paced as one person would be.
    unpaced = dict.fromkeys(("MULIN_OWN_REPORTS_PER_HOUR", "MULIN_REPORTS_PER_HOUR"), "1000000000")
    environment: Mapping[str, str] = os.environ | {"MULIN_HASHED_STATIC": "1"} | unpaced
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603 - this program again
    if server.stdout is None or not any(line.startswith(READY) for line in server.stdout):
        raise RuntimeError("the server ended before its first page")
    return server


@contextmanager
def serving(workers: int = 2) -> Iterator[Served]:
    """The web half of an installation on a free port, ended afterwards."""
    port = free_port()
    server = start(port, "--only", "web", workers=workers)
    try:
        yield Served(port, server.pid)
    finally:
        server.terminate()
        server.communicate(timeout=GRACE)


def postmaster() -> int:
    """The process above all of the database's."""
    pids = (Cluster(settings.HOME).data / "postmaster.pid").read_text(encoding="ascii").splitlines()
    return int(pids[0])


def below(pid: int) -> list[psutil.Process]:
    """A process and all that it started."""
    top = psutil.Process(pid)
    return [top, *top.children(recursive=True)]


def _seconds(processes: Sequence[psutil.Process]) -> float:
    used = 0.0
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            # What ended meanwhile is in its parent's account, or it would be taken off.
            used += times.user + times.system + times.children_user + times.children_system
    return used


def _share(process: psutil.Process) -> float:
    try:
        return float(process.memory_full_info().pss) / 1024 / 1024
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0.0
