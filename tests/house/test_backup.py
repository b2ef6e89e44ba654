"""A restored installation holds what was backed up; a damaged backup changes nothing."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from mulin.config.postgres import Cluster

ROOT = Path(__file__).resolve().parents[2]


def mulin(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MULIN_")}
    environment |= {"MULIN_HOME": str(home), "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "mulin", *words]
    return subprocess.run(command, check=False, env=environment, capture_output=True, text=True, timeout=120)


@pytest.fixture
def homes() -> Iterator[tuple[Path, Path]]:
    """Two installations; short paths that another OS user can enter, as a real one would have."""
    with tempfile.TemporaryDirectory(prefix="mulin-homes-") as folder:
        pair = (Path(folder) / "first", Path(folder) / "睦邻 second")
        yield pair
        for home in pair:
            Cluster(home).stop()
            shutil.rmtree(Cluster(home).room.resolve(), ignore_errors=True)


def logins(home: Path) -> list[tuple[str]]:
    with Cluster(home).connect(database="mulin") as connection:
        return connection.execute("SELECT login FROM accounts_user ORDER BY 1").fetchall()


def test_what_was_backed_up_comes_back(homes: tuple[Path, Path], tmp_path: Path) -> None:
    first, second = homes
    assert mulin(first, "migrate", "--quiet").returncode == 0
    with Cluster(first).connect(database="mulin") as connection:
        columns = (
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'accounts_user'"
        )
        plain = {"character varying": "x", "boolean": True, "timestamp with time zone": "2026-01-01"}
        wanted = {name: plain[kind] for name, kind in connection.execute(columns) if kind in plain} | {
            "login": "老王"
        }
        names, places = ", ".join(wanted), ", ".join(["%s"] * len(wanted))
        connection.execute(f"INSERT INTO accounts_user ({names}) VALUES ({places})", list(wanted.values()))
    photo = first / "files" / "ab" / "photo.jpg"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(b"a photo")

    made = mulin(first, "backup", str(tmp_path / "copy"), "--json")
    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout)["files"] == 1
    assert mulin(first, "backup", str(tmp_path / "copy")).returncode == 1

    back = mulin(second, "restore", str(tmp_path / "copy"))
    assert back.returncode == 0, back.stderr
    assert logins(second) == logins(first) == [("老王",)]
    assert (second / "files" / "ab" / "photo.jpg").read_bytes() == b"a photo"
    assert (second / "keys" / "field-1").read_text() == (first / "keys" / "field-1").read_text()

    again = mulin(second, "restore", str(tmp_path / "copy"))
    assert (again.returncode, "--replace" in again.stderr) == (1, True)
    assert mulin(second, "restore", "--replace", str(tmp_path / "copy")).returncode == 0

    dump = tmp_path / "copy" / "database.dump"
    dump.write_bytes(dump.read_bytes()[:-1])
    damaged = mulin(second, "restore", "--replace", str(tmp_path / "copy"))
    assert (damaged.returncode, "damaged" in damaged.stderr) == (1, True)
    assert logins(second) == [("老王",)]


def test_what_is_no_backup_is_refused(homes: tuple[Path, Path], tmp_path: Path) -> None:
    answer = mulin(homes[0], "restore", str(tmp_path))
    assert (answer.returncode, "holds no backup" in answer.stderr) == (1, True)
