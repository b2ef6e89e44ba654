"""The resident's report without network, and where no worker runs at all."""

from playwright.sync_api import expect

from mulin.cases.models import Case
from mulin.files.models import Attachment
from tests.journeys.acts import entered, photo
from tests.journeys.phones import OpenPhone
from tests.support.browser import OpenContext
from tests.support.cast import Town


def test_a_resident_reports_without_network(open_phone: OpenPhone, fresh_town: Town) -> None:
    phone = open_phone("resident")
    page = phone.page
    page.goto("/report/")
    phone.until("async () => navigator.serviceWorker.controller !== null")
    phone.until(
        "async () => { const db = await new Promise((done) => { const asked = indexedDB.open('mulin-field'); asked.onsuccess = () => done(asked.result); }); return new Promise((done) => { const rows = db.transaction('pages').objectStore('pages').count(); rows.onsuccess = () => { db.close(); done(rows.result > 0); }; }); }"
    )
    phone.offline()
    page.goto("/report/")
    expect(page.locator("#wire")).to_contain_text("离线")
    page.locator("#id_photos").set_input_files([photo()])
    page.locator('[name="text"]').fill("电梯按钮失灵，轮椅出不了门")
    page.locator('[name="address"]').fill("柳桥苑1号楼")
    page.locator("#report button.btn-big").click()
    expect(page.locator("#toasts")).to_contain_text("已存在手机里")
    assert phone.waiting() == 1
    phone.close()
    phone.open().goto("/report/")
    phone.delivered()
    case = Case.objects.get(title__startswith="电梯按钮失灵")
    assert case.reporter_id == fresh_town.person("resident").pk
    assert Attachment.objects.filter(owner_id=str(case.pk)).count() == 1


def test_where_no_worker_runs_the_report_is_a_plain_form(
    open_context: OpenContext, live_url: str, fresh_town: Town
) -> None:
    page = entered(open_context, live_url, fresh_town, "resident", phone=True, service_workers="block")
    page.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined });")
    page.goto("/report/")
    page.locator('[name="text"]').fill("电梯按钮失灵，轮椅出不了门")
    page.locator('[name="address"]').fill("柳桥苑1号楼")
    page.locator("#report button.btn-big").click()
    page.wait_for_url("**/mine/**")
    assert Case.objects.filter(title__startswith="电梯按钮失灵").count() == 1
