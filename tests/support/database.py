"""The suite's own PostgreSQL: one cluster a checkout, a template migrated once, clones of it for whoever asks."""

import fcntl
import hashlib
import itertools
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg import sql

from mulin.config.postgres import OWNER, QUICK, Cluster

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("src/mulin/*/migrations/*.py", "src/mulin/config/grants.py", "src/mulin/config/postgres.py")
MARK = hashlib.sha256(str(ROOT).encode()).hexdigest()[:10]
HOME = Path(tempfile.gettempdir()) / f"mulin-tests-{os.getuid()}-{MARK}"
CLUSTER = Cluster(HOME, QUICK)
#: So many lie about before they are dropped.
MOST_LEFT = 20
_numbers = itertools.count(1)
_left: list[str] = []


def template_name() -> str:
    """Named by all that shapes it, so that a second run finds it ready and a change never meets an old one."""
    digest = hashlib.sha256()
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return f"template_{digest.hexdigest()[:16]}"


@contextmanager
def running() -> Iterator[None]:
    """The server lives while any session uses it; the last one to leave stops it."""
    HOME.mkdir(parents=True, exist_ok=True, mode=0o711)
    with (HOME / "users.lock").open("a") as users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            CLUSTER.ensure()
            _drop_all("clone_")
        except BlockingIOError:
            pass
        fcntl.flock(users, fcntl.LOCK_SH)
        CLUSTER.ensure()
        try:
            yield
        finally:
            _sweep()
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                CLUSTER.stop()
            except BlockingIOError:
                pass


def has_database(name: str) -> bool:
    with CLUSTER.connect() as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
    return found is not None


@contextmanager
def building(name: str) -> Iterator[str]:
    """A database under a passing name that takes its real one only when it is whole."""
    passing = f"building_{os.getpid()}"
    drop(passing)
    _drop_all("template_")
    CLUSTER.create_database(passing)
    yield passing
    with CLUSTER.connect() as connection:
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        connection.execute(rename.format(sql.Identifier(passing), sql.Identifier(name)))


@contextmanager
def template_lock() -> Iterator[None]:
    with (HOME / "template.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def clone(template: str) -> str:
    name = f"clone_{os.getpid()}_{next(_numbers)}"
    with CLUSTER.connect() as connection:
        make = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY file_copy")
        connection.execute(make.format(sql.Identifier(name), sql.Identifier(template), sql.Identifier(OWNER)))
    return name


def drop(name: str) -> None:
    with CLUSTER.connect() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def leave(name: str) -> None:
    """Nobody works on it any more; dropped later, for files are slow to make just after others were deleted."""
    with CLUSTER.connect() as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
    _left.append(name)
    if len(_left) >= MOST_LEFT:
        _sweep()


def _sweep() -> None:
    while _left:
        drop(_left.pop())


def _drop_all(prefix: str) -> None:
    with CLUSTER.connect() as connection:
        rows = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
        names = [row[0] for row in rows]
    for name in names:
        drop(name)
