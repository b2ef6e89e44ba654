"""Rooms stay small, furnished alike, and honest about what they import."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "mulin"
FILES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}
MOST_LINES, MOST_FUNCTION_LINES = 300, 40
DOMAINS = ("trail", "files", "accounts", "calendars", "places", "people", "notices", "catalogue", "cases")
FURNITURE = {
    "__init__",
    "apps",
    "kinds",
    "rules",
    "models",
    "access",
    "queries",
    "actions",
    "imports",
    "migrations",
}
OWN_FURNITURE = {
    "cases": {"commands"},
    "trail": {"record", "verify", "words", "chain"},
    "catalogue": {"data"},
}
HTTP = ("django.http", "django.shortcuts", "django.forms", "django.views")
PAGES = ("surfaces", "ui", "config")
FORBIDDEN_WORDS = ("TODO", "FIXME", "XXX", "raise NotImplementedError")


def name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def functions(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_files_are_small() -> None:
    sizes = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert {path: size for path, size in sizes.items() if size > MOST_LINES} == {}


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """What it does: the signature with a named argument a line and the docstring are not counted."""
    statements = node.body[1:] if ast.get_docstring(node) else node.body
    return node.end_lineno - statements[0].lineno + 1 if statements else 0


def test_functions_are_small() -> None:
    sizes = {
        f"{name(path)}:{node.lineno} {node.name}": body_lines(node)
        for path, tree in TREES.items()
        for node in functions(tree)
    }
    assert {function: size for function, size in sizes.items() if size > MOST_FUNCTION_LINES} == {}


def test_nothing_is_imported_inside_functions() -> None:
    hidden = [
        f"{name(path)}:{inner.lineno}"
        for path, tree in TREES.items()
        for node in functions(tree)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_domains_hold_only_the_known_furniture(domain: str) -> None:
    found = {path.stem for path in (SOURCE / domain).iterdir() if path.suffix == ".py" or path.is_dir()}
    strangers = found - FURNITURE - OWN_FURNITURE.get(domain, set()) - {"__pycache__"}
    assert strangers == set()


def test_every_module_says_what_it_is() -> None:
    silent = [name(path) for path, tree in TREES.items() if tree.body and not ast.get_docstring(tree)]
    assert silent == []


def test_http_stays_in_the_pages() -> None:
    found = [
        f"{name(path)}: {module}"
        for path, tree in TREES.items()
        if path.relative_to(SOURCE).parts[0] not in PAGES
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for module in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
        )
        if module.startswith(HTTP)
    ]
    assert found == []


def test_only_the_clock_reads_the_time() -> None:
    found = [
        f"{name(path)}:{node.lineno}"
        for path, tree in TREES.items()
        if name(path) != "lib/clock.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"now", "utcnow", "today"}
        and isinstance(node.value, ast.Name)
        and node.value.id in {"datetime", "date", "timezone"}
    ]
    assert found == []


def test_nothing_is_left_for_later() -> None:
    found = [
        f"{name(path)}: {word}"
        for path in FILES
        for word in FORBIDDEN_WORDS
        if word in path.read_text(encoding="utf-8")
    ]
    assert found == []
