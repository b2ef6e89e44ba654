"""Browsers inside other apps, where no worker runs: plain forms while there is network, kept in place while there is none."""

from playwright.sync_api import expect

from mulin.cases.models import Case, Words
from mulin.devices.models import Act
from mulin.files.models import Attachment
from tests.journeys.acts import entered, photo
from tests.journeys.test_without_network import reported
from tests.support.browser import OpenContext, assert_accessible, overflow, shot
from tests.support.cast import Town

WAITING = """async () => { const db = await new Promise((done) => { const asked = indexedDB.open("mulin-field"); asked.onsuccess = () => done(asked.result); });
    return new Promise((done) => { const rows = db.transaction("queue").objectStore("queue").count(); rows.onsuccess = () => { db.close(); done(rows.result); }; }); }"""


def test_the_field_without_a_worker(open_context: OpenContext, live_url: str, fresh_town: Town) -> None:
    case = reported(fresh_town, "单元门口的灯不亮")
    note = f"/field/cases/{case.pk}/note/"
    page = entered(open_context, live_url, fresh_town, "gridworker", phone=True, service_workers="block")
    page.goto(note)
    expect(page.locator("form[data-ready]")).to_be_visible()
    page.locator('[name="text"]').fill("先看过")
    page.locator("form.verb-form button[type=submit]").click()
    page.wait_for_url(f"**/field/cases/{case.pk}/")
    assert Words.objects.filter(case=case, text="先看过").count() == 1
    assert not Act.objects.exists()

    page.goto(note)
    expect(page.locator("form[data-ready]")).to_be_visible()
    page.context.set_offline(True)
    page.locator('[name="text"]').fill("物业说明天来修")
    page.locator("form.verb-form button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("有网络时再打开本页")
    assert page.evaluate(WAITING) == 1
    assert overflow(page) <= 0
    assert_accessible(page)
    shot(page, "edge-in-app", full=False)
    # Left, so that it is not this page that sends.
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto("/field/")
    expect(page.locator("#wire")).to_contain_text("已全部送达")
    assert Words.objects.filter(case=case, text="物业说明天来修").count() == 1


def test_the_report_without_a_worker(open_context: OpenContext, live_url: str, fresh_town: Town) -> None:
    page = entered(open_context, live_url, fresh_town, "resident", phone=True, service_workers="block")
    page.goto("/report/")
    page.context.set_offline(True)
    page.locator("#id_photos").set_input_files([photo()])
    page.locator('[name="text"]').fill("电梯按钮失灵，轮椅出不了门")
    page.locator('[name="address"]').fill("柳桥苑1号楼")
    page.locator("#report button.btn-big").click()
    expect(page.locator("main")).to_contain_text("有网络时再打开本页")
    assert page.evaluate(WAITING) == 1
    shot(page, "edge-in-app-report", full=False)
    page.context.set_offline(False)
    page.goto("/report/")
    expect(page.locator("#toasts")).to_contain_text("查看")
    case = Case.objects.get(title__startswith="电梯按钮失灵")
    assert Attachment.objects.filter(owner_id=str(case.pk)).count() == 1

    page.goto("/report/")
    page.locator('[name="text"]').fill("楼道灯不亮")
    page.locator('[name="address"]').fill("柳桥苑1号楼")
    page.locator("#report button.btn-big").click()
    page.wait_for_url("**/mine/**")
    assert Case.objects.filter(title__startswith="楼道灯不亮").count() == 1
