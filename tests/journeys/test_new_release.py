"""A new release while work waits on the phone: it is sent, nothing is taken over amid typing, old forms are answered."""

import pytest
from playwright.sync_api import Page, expect

from mulin.cases.models import Case, Words
from mulin.devices.models import Act
from mulin.ui import offline
from tests.journeys.lying import lying
from tests.journeys.phones import OpenPhone, Phone
from tests.journeys.test_without_network import reported, send
from tests.support.browser import assert_accessible, overflow, shot
from tests.support.cast import Town
from tests.support.rough_line import RoughLine, rough_line

META = """async () => { const db = await new Promise((done) => { const asked = indexedDB.open("mulin-field"); asked.onsuccess = () => done(asked.result); });
    return new Promise((done) => { const rows = db.transaction("meta").objectStore("meta").get("files:%s"); rows.onsuccess = () => { db.close(); done(rows.result || ""); }; }); }"""
#: As a later version of the pages would open the phone's store.
LATER_STORE = """() => new Promise((done, fail) => { const asked = indexedDB.open("mulin-field", 7); asked.onupgradeneeded = () => asked.result.createObjectStore("later");
    asked.onsuccess = () => { asked.result.close(); done(true); }; asked.onerror = () => fail(asked.error); asked.onblocked = () => fail(new Error("blocked")); })"""
#: Whether a newer worker has come and the former one still works.
WAITING = "async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting)"


def release(monkeypatch: pytest.MonkeyPatch, number: int) -> str:
    """What the server gives out from now on; the name of that build."""
    read = offline._read
    tail = f"\n// release {number}"
    monkeypatch.setattr(offline, "_read", lambda name: read(name) + (tail if "worker" in name else ""))
    return offline.build()


def builds(page: Page) -> set[str]:
    """Of which the phone keeps the files."""
    return {name.removeprefix("mulin-") for name in lying(page).files if name.startswith("mulin-")}


def until_build(phone: Phone, who: str, build: str) -> None:
    phone.until(f"async () => (await ({META % who})()) === '{build}'")


def writes(page: Page, case: Case, text: str) -> None:
    page.goto(f"/field/cases/{case.pk}/note/")
    expect(page.locator("form.verb-form[data-ready]")).to_be_visible()
    page.locator('[name="text"]').fill(text)
    page.evaluate("window.same = true")


def stays_amid_typing(phone: Phone, case: Case, text: str, line: RoughLine) -> None:
    """The page is the same, what stands in it too, and it is sent though the store is a later version's by now."""
    page = phone.page
    assert page.evaluate(LATER_STORE)
    assert page.evaluate("window.same") is True
    assert page.locator('[name="text"]').input_value() == text
    page.locator("form.verb-form button[type=submit]").click()
    # The former worker, still sending, is put away as soon as it has nothing to do: the page goes on at that very moment.
    assert page.evaluate(WAITING)
    line.hold = ""
    page.wait_for_url(f"**/field/cases/{case.pk}/")
    phone.delivered()
    assert Words.objects.filter(case=case, text=text).count() == 1


def old_form_is_answered(phone: Phone, case: Case, line: RoughLine) -> None:
    """A deed that is no longer known: its words are kept and shown for the person to decide."""
    page = phone.page
    phone.offline()
    writes(page, case, "旧表单写的话")
    page.locator("form.verb-form").evaluate("form => { form.dataset.act = 'lamp.relight'; }")
    send(page)
    line.shut = ""
    phone.offline(off=False)
    phone.delivered()
    expect(page.locator("#wire")).not_to_contain_text("离线")
    act = Act.objects.get(what="lamp.relight")
    assert (act.outcome, bool(act.sealed)) == ("refused", True)
    page.goto("/field/outbox/")
    expect(page.locator("main")).to_contain_text("旧表单写的话")
    assert_accessible(page)
    assert overflow(page) <= 0
    shot(page, "edge-old-form")


def test_an_update_loses_nothing(
    open_phone: OpenPhone, live_url: str, fresh_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = reported(fresh_town, "单元门口的灯不亮")
    with rough_line(live_url, 1) as line:
        first, phone = offline.build(), open_phone("gridworker", address=line.address)
        phone.pack()
        page = phone.page
        phone.offline()
        writes(page, case, "更新前写的")
        send(page)
        assert builds(page) == {first}

        # Somebody types on a page of the first release while the second takes over in another tab.
        writes(page, case, "更新时正在写")
        second = release(monkeypatch, 2)
        line.shut, line.hold = "/field/pack/", "/field/acts/"
        phone.offline(off=False)
        other = phone.context.new_page()
        other.goto("/field/")
        until_build(phone, "worker:/field/", second)
        # The copy is still the first release's, and so its files stay.
        assert builds(page) == {first, second}
        stays_amid_typing(phone, case, "更新时正在写", line)
        assert Words.objects.filter(case=case, text="更新前写的").count() == 1
        old_form_is_answered(phone, case, line)

        # Once the copy is drawn anew, what the first release needed is gone.
        until_build(phone, "copy", second)
        other.close()
        page.goto("/field/")
        phone.until(f"async () => !(await caches.has('mulin-{first}'))")
        assert builds(page) == {second}
        phone.offline()
        page.goto(f"/field/cases/{case.pk}/note/")
        expect(page.locator("#wire")).to_contain_text("离线")
