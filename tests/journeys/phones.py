"""Phones of field workers: a browser that keeps what it has when it is closed, and can lose its network."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from mulin.accounts.models import User
from tests.journeys.acts import BACKEND, PATIENCE
from tests.support.browser import FLAGS, PHONE, _Shared, chromium_path

OpenPhone = Callable[..., "Phone"]


class Phone:
    """One browser profile on disk; `close` and `open` as people do it."""

    def __init__(self, folder: Path, address: str, login: str, **options: Any) -> None:
        self.folder, self.address, self.login, self.options = folder, address, login, options
        self.complaints: list[str] = []
        self.context: BrowserContext
        self.page: Page
        self.open()
        self.log_in()

    def open(self, *, offline: bool = False) -> Page:
        self.context = _Shared.playwright.chromium.launch_persistent_context(
            self.folder,
            executable_path=chromium_path(),
            args=FLAGS,
            viewport=PHONE,
            has_touch=True,
            is_mobile=True,
            base_url=self.address,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            offline=offline,
            **self.options,
        )
        self.context.set_default_timeout(PATIENCE)
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.context.on(
            "console",
            lambda said: self.complaints.append(said.text) if "Content Security" in said.text else None,
        )
        self.page = self.context.pages[0] if self.context.pages else self.context.new_page()
        return self.page

    def close(self) -> None:
        self.context.close()

    def log_in(self) -> None:
        """A session that survives closing the browser."""
        client = Client()
        client.force_login(User.objects.get(login=self.login), backend=BACKEND)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": self.address}
        self.context.add_cookies([{**cookie, "expires": 4_000_000_000}])

    def pack(self) -> None:
        """Open the day's list and wait until its copy is on the phone and the worker runs."""
        self.page.goto("/field/")
        self.until("async () => navigator.serviceWorker.controller !== null")
        self.until(PACKED)

    def offline(self, *, off: bool = True) -> None:
        self.context.set_offline(off)

    def waiting(self) -> int:
        return int(self.page.evaluate(COUNT))

    def delivered(self, patience: int = PATIENCE) -> None:
        """Back in reach: wait until nothing waits any more."""
        self.until(f"async () => (await ({COUNT})()) === 0", patience)

    def until(self, true: str, patience: int = PATIENCE) -> None:
        """Asked in the page itself: its policy forbids the browser's own way of waiting."""
        asking = f"""async (patience) => {{ const end = Date.now() + patience; const ask = {true};
            while (!(await ask())) {{ if (Date.now() > end) throw new Error("not in time"); await new Promise((go) => setTimeout(go, 50)); }} }}"""
        self.page.evaluate(asking, patience)


#: The phone's store, or null before the pages have made it: whoever merely asks must not make an empty one.
OPEN = """() => new Promise((done, fail) => { const asked = indexedDB.open("mulin-field"); asked.onupgradeneeded = () => asked.transaction.abort();
    asked.onsuccess = () => done(asked.result); asked.onerror = (event) => { event.preventDefault(); asked.error.name === "AbortError" ? done(null) : fail(asked.error); }; })"""
COUNT = f"""async () => {{ const db = await ({OPEN})(); if (!db) return 0; return new Promise((done) => {{ const rows = db.transaction("queue").objectStore("queue").count(); rows.onsuccess = () => {{ db.close(); done(rows.result); }}; }}); }}"""
#: Whether the copy is there, up to date, and of whoever is logged in: another's may lie there still.
PACKED = f"""async () => {{ const db = await ({OPEN})(); if (!db) return false; return new Promise((done) => {{ const rows = db.transaction("meta").objectStore("meta");
    const [made, stale, device] = ["made", "stale", "device"].map((name) => rows.get(name)); rows.transaction.oncomplete = () => {{ db.close();
    done(Boolean(made.result) && !stale.result && String((device.result || {{}}).account) === document.body.dataset.account); }}; }}); }}"""


@pytest.fixture
def open_phone(chromium: Browser, live_url: str, tmp_path: Path) -> Iterator[OpenPhone]:
    """`open_phone("gridworker")`: each is a phone of its own."""
    phones: list[Phone] = []

    def one(login: str, address: str = live_url, **options: Any) -> Phone:
        phone = Phone(tmp_path / f"phone-{len(phones)}", address, login, **options)
        phones.append(phone)
        return phone

    yield one
    for phone in phones:
        phone.close()
    faults = [fault for phone in phones for fault in phone.complaints]
    assert not faults, f"the browser complained: {faults}"


def press_verb(page: Page, case: object, verb: str) -> None:
    """From the case's page to the form of a verb."""
    page.goto(f"/field/cases/{case}/")
    page.locator(f'main a[href="/field/cases/{case}/{verb}/"]').click()
    expect(page.locator("form.verb-form")).to_be_visible()
