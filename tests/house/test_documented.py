"""What an operator can set or run is written down."""

import re
from pathlib import Path

import pytest

from mulin.config import env
from mulin.config.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
READ = re.compile(r"""env\.\w+\(\s*"([A-Z_]+)\"""")


def test_every_setting_is_documented() -> None:
    internal = {"MULIN_AS_OWNER", "MULIN_DATABASE"}
    names = {
        name
        for path in (ROOT / "src" / "mulin" / "config").rglob("*.py")
        for name in READ.findall(path.read_text(encoding="utf-8"))
    }
    assert {name for name in names - internal if f"`{name}`" not in OPERATIONS} == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    assert f"`mulin {name}" in OPERATIONS


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda: env.flag("MULIN_X", default=True), "maybe"),
        (lambda: env.integer("MULIN_X", 1, most=9), "10"),
        (lambda: env.integer("MULIN_X", 1), "-1"),
        (lambda: env.integer("MULIN_X", 1), "٣"),
        (lambda: env.choice("MULIN_X", ("aes", "sm4")), "des"),
        (lambda: env.database("MULIN_X"), "mysql://localhost/mulin"),
        (lambda: env.database("MULIN_X"), "postgresql://localhost/"),
    ],
)
def test_a_wrong_setting_stops_with_its_name(
    monkeypatch: pytest.MonkeyPatch, read: object, value: str
) -> None:
    monkeypatch.setenv("MULIN_X", value)
    with pytest.raises(Exception, match="MULIN_X"):
        read()


def test_a_database_url_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MULIN_X", "postgresql://own%40er:p%2Fw@db:6543/mul%20in?sslmode=require")
    assert env.database("MULIN_X") == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "mul in",
        "USER": "own@er",
        "PASSWORD": "p/w",
        "HOST": "db",
        "PORT": "6543",
        "OPTIONS": {"sslmode": "require"},
    }
