"""A real browser for tests: Debian's chromium, in Chinese, on a phone or at a desk; pictures and accessibility checks."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SHOTS = Path(os.environ.get("SHOTS") or ROOT / "build" / "shots")
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 900}
FLAGS = [
    "--lang=zh-CN",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def chromium_path() -> str:
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.fail(
            "chromium is not installed: apt-get install --no-install-recommends chromium fonts-noto-cjk"
        )
    return found


class _Shared:
    """One browser a process, however many folders ask for the fixture: a second driver would not start."""

    users = 0
    playwright: Playwright
    browser: Browser

    @classmethod
    def take(cls) -> Browser:
        if cls.users == 0:
            cls.playwright = sync_playwright().start()
            cls.browser = cls.playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        cls.users += 1
        return cls.browser

    @classmethod
    def give_back(cls) -> None:
        cls.users -= 1
        if cls.users == 0:
            cls.browser.close()
            cls.playwright.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    browser = _Shared.take()
    yield browser
    _Shared.give_back()


OpenContext = Callable[..., BrowserContext]


@pytest.fixture
def open_context(chromium: Browser, live_url: str) -> Iterator[OpenContext]:
    """`open_context(phone=True)`: a browser of its own for one person; several may be open at once."""
    opened: list[tuple[BrowserContext, list[str]]] = []

    def open_one(*, phone: bool = False, **options: Any) -> BrowserContext:
        shape: dict[str, Any] = {
            "viewport": PHONE if phone else DESKTOP,
            "has_touch": phone,
            "is_mobile": phone,
        }
        place = {"base_url": live_url, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
        context = chromium.new_context(**(shape | place | options))
        context.set_default_timeout(10_000)
        complaints: list[str] = []
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on(
            "console",
            lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None,
        )
        opened.append((context, complaints))
        return context

    yield open_one
    for context, _complaints in opened:
        context.close()
    faults = [fault for _context, complaints in opened for fault in complaints]
    assert not faults, f"the browser complained: {faults}"


@pytest.fixture
def browser_page(open_context: OpenContext) -> Page:
    """A page at a desk."""
    return open_context().new_page()


@pytest.fixture
def phone_page(open_context: OpenContext) -> Page:
    """A page on a phone."""
    return open_context(phone=True).new_page()


def log_in(page: Page, login: str, password: str = "mulin-demo") -> None:
    """Through the login page, as people do."""
    page.goto("/login/")
    form = page.locator("form", has=page.locator("input[type=password]")).first
    form.locator("input[name=login]").fill(login)
    form.locator("input[name=password]").fill(password)
    form.locator("button").click()
    page.wait_for_url(lambda url: "/login/" not in url)


def shot(page: Page, name: str, *, full: bool = True) -> Path:
    """A picture in build/shots (or $SHOTS)."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    path = SHOTS / f"{name}.png"
    page.screenshot(path=path, full_page=full)
    return path


def assert_accessible(page: Page, *, without: tuple[str, ...] = ()) -> None:
    """No fault that axe finds against WCAG 2.2 AA; `without` leaves out regions by selector."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "([rules, without]) => axe.run({exclude: without.map((one) => [one])}, {runOnly: rules})",
        [RULES, list(without)],
    )
    faults = [
        f"{fault['id']}: {fault['help']}: {node['html'][:160]} ({node.get('failureSummary', '')[:200]})"
        for fault in found["violations"]
        for node in fault["nodes"][:3]
    ]
    assert not faults, "not accessible:\n" + "\n".join(faults)


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
