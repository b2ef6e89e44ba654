"""What templates ask of the look is there: every icon in the sprite, every own class in the sheet."""

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "mulin"
ASSETS = PACKAGE / "ui" / "assets"
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
ICON = re.compile(r"""\{% icon "([\w-]+)"|icon="([\w-]+)\"""")
LOGIC = re.compile(r"\{[%{#].*?[%}#]\}", re.DOTALL)
CLASSES = re.compile(r'class="([^"]*)"')


def sheet() -> set[str]:
    built = PACKAGE / "ui" / "static" / "build"
    text = "".join((built / name).read_text(encoding="utf-8") for name in ("app.css", "map.css"))
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", text))


def test_every_icon_is_in_the_sprite() -> None:
    icons = set((ASSETS / "icons.txt").read_text(encoding="utf-8").split())
    missing = {
        f"{path.name}: {name}"
        for path in [*TEMPLATES, *sorted(PACKAGE.glob("surfaces/**/*.py")), PACKAGE / "ui" / "nav.py"]
        for pair in ICON.findall(path.read_text(encoding="utf-8"))
        for name in pair
        if name and name not in icons
    }
    assert not missing


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: "/".join(path.parts[-2:]))
def test_every_class_is_in_the_sheet(path: Path) -> None:
    known = sheet()
    text = LOGIC.sub("\0", path.read_text(encoding="utf-8"))
    named = {
        name
        for names in CLASSES.findall(text)
        for name in names.split()
        if "\0" not in name and "{" not in name
    }
    assert named <= known, named - known


def test_no_styles_or_scripts_in_markup() -> None:
    forbidden = re.compile(r"""\sstyle=|\son\w+=|hx-on|<script(?![^>]*(src=|type="application/json"))""")
    found = [
        path.name for path in TEMPLATES if forbidden.search(LOGIC.sub("", path.read_text(encoding="utf-8")))
    ]
    assert not found
