"""Reads the hand-written stories and spreads each over places, people and days."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

Lines = tuple[str, ...]


@dataclass(frozen=True)
class Story:
    """One matter as somebody here would tell it, and the way it went."""

    id: str
    kind: str
    door: str
    voice: str
    path: str
    who: str
    place: str
    title: Lines
    text: Lines
    urgency: str = ""
    times: int = 10
    photo: str = ""
    units: Lines = ()
    wrong: str = ""
    wrong2: str = ""
    said: Mapping[str, Lines] = field(default_factory=dict)

    def words(self, name: str, turn: int) -> str:
        """One of the texts written under a name, in turn; empty when there is none."""
        lines = self.said.get(name, ())
        return lines[turn % len(lines)] if lines else ""


OWN_FIELDS = frozenset(Story.__dataclass_fields__) - {"said"}


def read_toml(name: str) -> dict[str, Any]:
    return tomllib.loads(files("mulin.demo").joinpath("stories", name).read_text(encoding="utf-8"))


def as_lines(value: str | list[str]) -> Lines:
    return (value,) if isinstance(value, str) else tuple(value)


def story_from(row: dict[str, Any]) -> Story:
    own = {key: value for key, value in row.items() if key in OWN_FIELDS}
    for name in ("title", "text", "units"):
        own[name] = as_lines(own.get(name, []))
    said = {key: as_lines(value) for key, value in row.items() if key not in OWN_FIELDS}
    return Story(**own, said=said)


@cache
def stories() -> tuple[Story, ...]:
    names = sorted(one.name for one in files("mulin.demo").joinpath("stories").iterdir())
    rows = [row for name in names if name.endswith(".toml") for row in read_toml(name).get("story", [])]
    return tuple(story_from(row) for row in rows)


@cache
def phrases() -> dict[str, Lines]:
    """What people say whatever the matter: openings, endings, notes of the usual steps."""
    return {key: as_lines(value) for key, value in read_toml("phrases.toml")["phrase"].items()}


def told(story: Story, turn: int, slots: Mapping[str, str], rng: Random) -> tuple[str, str]:
    """Title and text of the turn's telling: body in turn, opening and ending as the voice has them."""
    title = story.title[turn % len(story.title)].format_map(slots)
    body = story.text[turn % len(story.text)].format_map(slots)
    opening = rng.choice(phrases()[f"{story.voice}_open"])
    ending = rng.choice(phrases()[f"{story.voice}_end"])
    return title, f"{opening}{body}{ending}".format_map(slots)
