"""An installation of its own for tests of what starts, stops and comes back."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mulin.config.postgres import Cluster

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120


@contextmanager
def new_home(name: str = "home") -> Iterator[Path]:
    """In a private folder, with a blank and Chinese in its path; gone afterwards with its database."""
    with tempfile.TemporaryDirectory(prefix="mulin-homes-", ignore_cleanup_errors=True) as folder:
        home = Path(folder) / f"睦邻 {name}"
        try:
            yield home
        finally:
            cluster = Cluster(home)
            cluster.stop()
            shutil.rmtree(cluster.room.resolve(), ignore_errors=True)


def environment(home: Path, **more: str) -> dict[str, str]:
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("MULIN_")}
    return inherited | {"MULIN_HOME": str(home), "PYTHONPATH": str(ROOT / "src"), **more}


def mulin(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mulin", *words]
    return subprocess.run(
        command, check=False, env=environment(home), capture_output=True, text=True, timeout=PATIENCE
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Serving:
    """A running `mulin serve`; its lines are kept."""

    def __init__(self, home: Path, port: int, *words: str, **more: str) -> None:
        self.address = f"http://127.0.0.1:{port}/"
        self.lines: list[str] = []
        self.ready = threading.Event()
        settings = environment(home, PORT=str(port), MULIN_DEMO="0", MULIN_HASHED_STATIC="0", **more)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mulin", "serve", "--workers", "1", *words],
            env=settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self.lines.append(line.rstrip())
            if line.startswith("Mulin is ready"):
                self.ready.set()
        self.ready.set()

    def wait(self) -> None:
        assert self.ready.wait(PATIENCE), self.lines
        assert self.process.poll() is None, self.lines

    def status(self, path: str) -> int:
        try:
            with urllib.request.urlopen(self.address + path, timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as answer:
            return answer.code
        except OSError:
            return 0

    def until(self, path: str, wanted: int) -> bool:
        """Ask until the answer is the wanted one; asking takes its own time, so it is no race."""
        give_up = threading.Event()
        timer = threading.Timer(PATIENCE, give_up.set)
        timer.start()
        try:
            while not give_up.wait(0.1):
                if self.status(path) == wanted:
                    return True
        finally:
            timer.cancel()
        return False

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)
        return code
