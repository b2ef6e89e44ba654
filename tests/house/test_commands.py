"""The command line says what it did, refuses with words, and knows its usage."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mulin.config import cli
from mulin.config.cli import COMMANDS


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    return int(ended.value.code or 0)


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that works as the owner says so in the environment; the next test shall not inherit it."""
    monkeypatch.setenv("MULIN_AS_OWNER", "0")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(name, "--help") == 0
    assert f"mulin {name}" in capsys.readouterr().out


@pytest.mark.parametrize("words", [[], ["nonsense"], ["import"], ["import", "nonsense"], ["export", "cases"]])
def test_wrong_usage_is_two(words: list[str]) -> None:
    assert run(*words) == 2


@pytest.mark.parametrize("words", [["makemigrations", "--check", "--dry-run"], ["check"]])
def test_a_house_that_is_only_checked_gets_no_database(words: list[str], tmp_path: Path) -> None:
    command = [sys.executable, "-W", "ignore", "-m", "mulin", *words]
    checked = os.environ | {"MULIN_HOME": str(tmp_path), "DATABASE_URL": ""}
    ran = subprocess.run(command, env=checked, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert not (tmp_path / "postgres").is_symlink()
    assert not (tmp_path / "postgres").exists()


@pytest.mark.django_db
def test_an_empty_house_exports_a_heading(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", "cases", "--out", str(tmp_path / "a.csv"), "--area", "370999", "--json") in {0, 1}
    assert run("export", "cases", "--out", str(tmp_path / "a.csv"), "--since", "2099-01-01", "--json") == 0
    assert json.loads(capsys.readouterr().out)["cases"] == 0
    assert (tmp_path / "a.csv").read_text(encoding="utf-8-sig").startswith("number,kind,")


@pytest.mark.django_db
def test_an_unknown_ending_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", "cases", "--out", str(tmp_path / "a.doc")) == 1
    assert ".parquet" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_key_for_a_post_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("key", "create", "hotline", "--post", "no-such-post") == 1
    assert "no-such-post" in capsys.readouterr().err
