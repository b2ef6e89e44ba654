"""Draws the rooms of the house and the case's transitions into docs/architecture.md, from the code itself."""

import argparse
import ast
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import django

PACKAGE = Path(__file__).resolve().parents[1]
ROOT = PACKAGE.parents[1]
PAGE = ROOT / "docs" / "architecture.md"
BLOCK = "<!-- drawn: {name} -->\n```mermaid\n{text}\n```\n<!-- end -->"
FOUND = re.compile(r"<!-- drawn: (\w+) -->.*?<!-- end -->", re.DOTALL)


def floors() -> list[list[str]]:
    """Names from the top floor down, as the import contract lists them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    layers: list[str] = next(one["layers"] for one in contracts if one["id"] == "floors")
    rooms = [re.findall(r"\w+", layer) for layer in layers]
    return [[room for room in floor if (PACKAGE / room).is_dir()] for floor in rooms]


def imported(room: str) -> set[str]:
    found: set[str] = set()
    for path in (PACKAGE / room).rglob("*.py"):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            found |= {name.split(".")[1] for name in names if name.startswith("mulin.")}
    return found - {room}


def reduced(edges: dict[str, set[str]]) -> dict[str, set[str]]:
    """Without what follows from other edges: else the drawing is all lines."""

    def reach(start: str) -> set[str]:
        return edges[start].union(*(reach(near) for near in edges[start]))

    return {room: near - set().union(*(reach(other) for other in near)) for room, near in edges.items()}


def rooms() -> Iterator[str]:
    listed = floors()
    height = {room: level for level, floor in enumerate(listed) for room in floor}
    edges: dict[str, set[str]] = defaultdict(set)
    for room, level in height.items():
        edges[room] = {name for name in imported(room) if height.get(name, -1) > level}
    yield "flowchart TD"
    for level, floor in enumerate(listed):
        yield f"  subgraph f{level}[ ]"
        yield "    direction LR"
        yield from (f"    {room}" for room in floor)
        yield "  end"
    for room, near in reduced(edges).items():
        yield from (f"  {room} --> {other}" for other in sorted(near))
    yield from (f"  f{above} ~~~ f{below}" for above, below in pairwise(range(len(listed))))


def transitions() -> Iterator[str]:
    rules, kinds = import_module("mulin.cases.rules"), import_module("mulin.cases.kinds")  # need the set-up
    arrows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for step in rules.TRANSITIONS:
        for source in step.sources:
            for target in rules.targets(step) - {source}:
                arrows[source, target].append(step.verb)
    yield "stateDiagram-v2"
    yield "  [*] --> reported: report"
    for (source, target), verbs in sorted(arrows.items()):
        yield f"  {source} --> {target}: {', '.join(sorted(verbs))}"
    yield from (f"  {state} --> [*]" for state in sorted(kinds.ENDED))


def drawn(page: str) -> str:
    texts = {"rooms": "\n".join(rooms()), "transitions": "\n".join(transitions())}
    return FOUND.sub(lambda found: BLOCK.format(name=found[1], text=texts[found[1]]), page)


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/draw", description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit 1 when the drawings are stale")
    options = parser.parse_args()
    django.setup()
    before = PAGE.read_text(encoding="utf-8")
    after = drawn(before)
    if options.check:
        print("drawings: fresh" if before == after else "docs/architecture.md is stale: run bin/draw")
        return int(before != after)
    PAGE.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
