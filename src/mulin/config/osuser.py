"""The OS user that runs the embedded database when root, who may not, starts it."""

import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

OS_USER = "mulin"


class PostgresError(Exception):
    """The embedded database could not be made or started; the message says what to do."""


def service_user() -> pwd.struct_passwd:
    names = {entry.pw_name for entry in pwd.getpwall()}
    if OS_USER not in names:
        useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
        if useradd is None:
            return pwd.getpwnam("nobody")
        command = [
            useradd,
            "--system",
            "--user-group",
            "--no-create-home",
            "--shell",
            "/usr/sbin/nologin",
            OS_USER,
        ]
        made = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - fixed words
        if made.returncode not in {0, 9}:
            raise PostgresError(f"cannot make the OS user {OS_USER!r} for the database: {made.stderr}")
    return pwd.getpwnam(OS_USER)


def run_as(user: pwd.struct_passwd, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Output goes through a file: a started server keeps its parent's pipes open."""
    own = os.geteuid() != 0
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(  # noqa: S603 - the wheel's own programs with our arguments
            command,
            check=False,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
            user=None if own else user.pw_uid,
            group=None if own else user.pw_gid,
            extra_groups=None if own else [],
        )
        output.seek(0)
        return subprocess.CompletedProcess(done.args, done.returncode, output.read().decode(errors="replace"))


def reaches(user: pwd.struct_passwd, path: Path) -> bool:
    return run_as(user, ["/usr/bin/test", "-x", str(path)]).returncode == 0


def private_folder(path: Path, owner: pwd.struct_passwd) -> None:
    """Make the socket's folder, or refuse one that somebody else put there."""
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {owner.pw_uid, os.geteuid()}:
            raise PostgresError(f"{path} belongs to somebody else: remove it and start again") from None
    path.chmod(0o700)
    os.chown(path, owner.pw_uid, owner.pw_gid)
