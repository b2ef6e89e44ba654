"""An installation starts with one command, mends itself, ends whole, comes back as it was, and restores elsewhere."""

import json
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from mulin.config.postgres import QUICK, Cluster
from tests.support.installation import Serving, free_port, mulin, new_home

pytestmark = pytest.mark.proof


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    with new_home("first") as home:
        assert mulin(home, "migrate", "--quiet", "--bare").returncode == 0
        yield home


@pytest.fixture(scope="module")
def second_home() -> Iterator[Path]:
    with new_home("second") as home:
        yield home


def logins(home: Path) -> list[tuple[str]]:
    with Cluster(home).connect(database="mulin") as connection:
        return connection.execute("SELECT login FROM accounts_user ORDER BY 1").fetchall()


def write_a_login(home: Path, login: str) -> None:
    """Whatever columns the table has, filled plainly."""
    plain = {"character varying": "x", "boolean": True, "timestamp with time zone": "2026-01-01"}
    with Cluster(home).connect(database="mulin") as connection:
        columns = (
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'accounts_user'"
        )
        row = {name: plain[kind] for name, kind in connection.execute(columns) if kind in plain} | {
            "login": login
        }
        places = ", ".join(["%s"] * len(row))
        connection.execute(
            f"INSERT INTO accounts_user ({', '.join(row)}) VALUES ({places})", list(row.values())
        )


def test_a_client_leaves_the_database_running(home: Path) -> None:
    assert Cluster(home).is_alive()


def test_what_was_backed_up_comes_back(home: Path, second_home: Path, tmp_path: Path) -> None:
    write_a_login(home, "老王")
    photo = home / "files" / "ab" / "photo.jpg"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(b"a photo")
    copy = str(tmp_path / "copy")

    made = mulin(home, "backup", copy, "--json")
    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout)["files"] == 1
    assert mulin(home, "backup", copy).returncode == 1

    back = mulin(second_home, "restore", copy)
    assert back.returncode == 0, back.stderr
    assert logins(second_home) == logins(home) == [("老王",)]
    assert (second_home / "files" / "ab" / "photo.jpg").read_bytes() == b"a photo"
    assert (second_home / "keys" / "field-1").read_text() == (home / "keys" / "field-1").read_text()

    write_a_login(second_home, "later")
    again = mulin(second_home, "restore", copy)
    assert (again.returncode, "--replace" in again.stderr) == (1, True)
    assert mulin(second_home, "restore", "--replace", copy).returncode == 0
    assert logins(second_home) == [("老王",)]

    dump = tmp_path / "copy" / "database.dump"
    dump.write_bytes(dump.read_bytes()[:-1])
    damaged = mulin(second_home, "restore", "--replace", copy)
    assert (damaged.returncode, "damaged" in damaged.stderr) == (1, True)
    assert logins(second_home) == [("老王",)]


def test_what_is_no_backup_is_refused(home: Path, tmp_path: Path) -> None:
    answer = mulin(home, "restore", str(tmp_path))
    assert (answer.returncode, "holds no backup" in answer.stderr) == (1, True)


def test_it_serves_mends_itself_ends_whole_and_comes_back(home: Path) -> None:
    port = free_port()
    before = logins(home)
    first = Serving(home, port, "--prepare")
    first.wait()
    assert first.lines.count(f"Mulin is ready at {first.address}") == 1
    assert first.until("readyz", 200)

    another = Serving(home, port)
    assert another.process.wait(120) == 1
    another.reader.join(120)
    assert any("choose another" in line for line in another.lines)

    postmaster = int((Cluster(home).data / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGKILL)
    assert first.until("readyz", 200)
    assert first.end(signal.SIGINT) == 0
    assert not Cluster(home).is_alive()
    assert first.status("healthz") == 0

    killed = Serving(home, port)
    killed.wait()
    assert logins(home) == before
    killed.process.kill()
    killed.process.wait(120)
    last = Serving(home, free_port())
    last.wait()
    assert logins(home) == before
    assert last.end() == 0


def test_a_deleted_home_can_be_begun_anew() -> None:
    """The server of a client was left running, then the folder was thrown away under it."""
    with new_home("thrown away") as thrown_away:
        cluster = Cluster(thrown_away, QUICK)
        assert cluster.ensure()
        for folder in (cluster.room.resolve(), thrown_away):
            # The server that still runs may write between the looking and the taking away.
            while folder.exists():
                shutil.rmtree(folder, ignore_errors=True)
        assert cluster.ensure()
        assert cluster.is_alive()


def test_a_town_whose_load_was_broken_off_is_begun_anew(home: Path) -> None:
    Cluster(home).ensure()
    write_a_login(home, "half told")
    (home / "town.loading").touch()
    anew = Serving(home, free_port(), "--prepare")
    anew.wait()
    assert "half told" not in [login for (login,) in logins(home)]
    assert not (home / "town.loading").exists()
    assert anew.end() == 0
