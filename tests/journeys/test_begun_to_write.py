"""What was begun on a form of the field comes back after the browser was ended, and lies closed until then."""

from playwright.sync_api import expect

from mulin.cases.models import Words
from tests.journeys.lying import lying, on_disk
from tests.journeys.phones import OpenPhone
from tests.journeys.test_without_network import reported
from tests.support.browser import assert_accessible, overflow, shot
from tests.support.cast import Town

BEGUN = "一楼东户说昨晚起没有水，先问物业"
KEPT = """async () => { const db = await new Promise((done) => { const asked = indexedDB.open("mulin-field"); asked.onsuccess = () => done(asked.result); });
    return new Promise((done) => { const rows = db.transaction("meta").objectStore("meta").getAllKeys(); rows.onsuccess = () => { db.close(); done(rows.result.filter((one) => one.startsWith("draft:")).length === %d); }; }); }"""


def test_what_was_begun_comes_back(open_phone: OpenPhone, fresh_town: Town) -> None:
    case = reported(fresh_town, "单元门口的灯不亮")
    note = f"/field/cases/{case.pk}/note/"
    phone = open_phone("gridworker")
    phone.pack()
    phone.offline()
    phone.page.goto(note)
    expect(phone.page.locator("form.verb-form[data-ready]")).to_be_visible()
    phone.page.locator('[name="text"]').fill(BEGUN)
    phone.until(KEPT % 1)
    assert BEGUN not in lying(phone.page).text
    phone.close()
    assert on_disk(phone.folder, BEGUN) == []
    page = phone.open()
    phone.offline()
    page.goto(note)
    expect(page.locator("#toasts")).to_contain_text("刚才没写完的内容已恢复")
    expect(page.locator('[name="text"]')).to_have_value(BEGUN)
    assert_accessible(page)
    assert overflow(page) <= 0
    shot(page, "edge-begun", full=False)
    page.locator("form.verb-form button[type=submit]").click()
    page.wait_for_url(f"**/field/cases/{case.pk}/")
    phone.until(KEPT % 0)
    page.goto(note)
    expect(page.locator("form.verb-form[data-ready]")).to_be_visible()
    expect(page.locator('[name="text"]')).to_have_value("")
    phone.offline(off=False)
    phone.delivered()
    assert Words.objects.filter(case=case, text=BEGUN).count() == 1
