"""Rooms stay small, furnished alike, and honest about what they import."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE, TESTS = ROOT / "src" / "mulin", ROOT / "tests"
FILES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
TEXTS = {path: path.read_text(encoding="utf-8") for path in (*FILES, *sorted(TESTS.rglob("*.py")))}
#: Lines of a file, of what a function does, and of a function with its signature, a named argument a line.
MOST_LINES, MOST_BODY_LINES, MOST_FUNCTION_LINES = 300, 40, 50
#: The longest is the drawing of the sign.
MOST_LETTERS = 450
DOMAINS = (
    *("trail", "files", "accounts", "calendars", "places", "people", "notices", "catalogue", "cases"),
    *("campaigns", "diary", "tours"),
    *("things", "rounds", "care", "devices"),
)
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
    "rounds": {"data"},
    "things": {"data"},
}
HTTP = ("django.http", "django.shortcuts", "django.forms", "django.views")
PAGES = ("surfaces", "ui", "config")
SLEEPS = {"time.sleep", "asyncio.sleep", "page.wait_for_timeout"}
FORBIDDEN_WORDS = ("TODO", "FIXME", "XXX", "raise NotImplementedError")


def name(path: Path) -> str:
    return path.relative_to(SOURCE if path.is_relative_to(SOURCE) else ROOT).as_posix()


def functions(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


Trees = dict[Path, ast.Module]


@pytest.fixture(scope="module")
def all_trees() -> Trees:
    """Read once, by one worker, and let go of: so many small things slow every sweep of the memory."""
    return {path: ast.parse(text) for path, text in TEXTS.items()}


@pytest.fixture(scope="module")
def trees(all_trees: Trees) -> Trees:
    return {path: all_trees[path] for path in FILES}


def test_files_are_small() -> None:
    sizes = {name(path): text.count("\n") for path, text in TEXTS.items()}
    assert {path: size for path, size in sizes.items() if size >= MOST_LINES} == {}


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """What it does: the signature and the docstring are not counted."""
    statements = node.body[1:] if ast.get_docstring(node) else node.body
    return (node.end_lineno or 0) - statements[0].lineno + 1 if statements else 0


def test_lines_of_pages_can_be_read() -> None:
    """Broken wherever a space changes nothing; what must touch may stand in one."""
    found = [
        f"{path.relative_to(ROOT)}:{number}: {len(line)}"
        for path in (ROOT / "src").rglob("*.html")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > MOST_LETTERS
    ]
    assert not found, found


def test_functions_are_small(all_trees: Trees, trees: Trees) -> None:
    large = [
        f"{name(path)}:{node.lineno} {node.name}"
        for path, tree in all_trees.items()
        for node in functions(tree)
        if (node.end_lineno or 0) - node.lineno + 1 >= MOST_FUNCTION_LINES
        or (path in trees and body_lines(node) > MOST_BODY_LINES)
    ]
    assert large == []


def test_no_test_is_skipped_retried_or_waits_for_the_clock(all_trees: Trees, trees: Trees) -> None:
    found = [
        f"{name(path)}:{node.lineno} {node.attr}"
        for path, tree in all_trees.items()
        for node in (ast.walk(tree) if path not in trees else ())
        if isinstance(node, ast.Attribute)
        and (node.attr in {"skip", "skipif", "xfail", "importorskip", "flaky"} or ast.unparse(node) in SLEEPS)
    ]
    assert found == []


def test_nothing_is_imported_inside_functions(trees: Trees) -> None:
    hidden = [
        f"{name(path)}:{inner.lineno}"
        for path, tree in trees.items()
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


def test_every_module_says_what_it_is(trees: Trees) -> None:
    silent = [name(path) for path, tree in trees.items() if tree.body and not ast.get_docstring(tree)]
    assert silent == []


def test_http_stays_in_the_pages(trees: Trees) -> None:
    found = [
        f"{name(path)}: {module}"
        for path, tree in trees.items()
        if path.relative_to(SOURCE).parts[0] not in PAGES
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for module in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
        )
        if module.startswith(HTTP)
    ]
    assert found == []


def test_only_the_clock_reads_the_time(trees: Trees) -> None:
    found = [
        f"{name(path)}:{node.lineno}"
        for path, tree in trees.items()
        if name(path) != "lib/clock.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"now", "utcnow", "today"}
        and isinstance(node.value, ast.Name)
        and node.value.id in {"datetime", "date", "timezone"}
    ]
    assert found == []


def test_nothing_is_left_for_later() -> None:
    found = [f"{name(path)}: {word}" for path in FILES for word in FORBIDDEN_WORDS if word in TEXTS[path]]
    assert found == []
