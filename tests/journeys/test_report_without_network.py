"""The resident's report without network, and where no worker runs at all."""

import json

from playwright.sync_api import Page, expect

from mulin.cases.models import Case
from mulin.files.models import Attachment
from tests.journeys.acts import entered, photo
from tests.journeys.lying import lying
from tests.journeys.phones import OPEN, OpenPhone
from tests.support.browser import OpenContext, overflow, shot
from tests.support.cast import Town
from tests.support.rough_line import rough_line

FORM_HERE = f"""async () => {{ const db = await ({OPEN})(); if (!db) return false; return new Promise((done) => {{ const rows = db.transaction('pages').objectStore('pages').count(); rows.onsuccess = () => {{ db.close(); done(rows.result > 0); }}; }}); }}"""
#: What waits is put as the first version of the pages kept it: all in one text, under the key for reading.
AS_ONCE = f"""async () => {{ const db = await ({OPEN})(); const got = (store, key) => new Promise((done) => {{ const asked = db.transaction(store).objectStore(store).get(key); asked.onsuccess = () => done(asked.result); }});
    const entry = await new Promise((done) => {{ const asked = db.transaction('queue').objectStore('queue').getAll(); asked.onsuccess = () => done(asked.result[0]); }});
    const opened = await crypto.subtle.decrypt({{ name: 'AES-GCM', iv: entry.locked.iv }}, entry.locked.own, entry.locked.data);
    const end = 4 + new DataView(opened).getUint32(0); const head = JSON.parse(new TextDecoder().decode(opened.slice(4, end)));
    const reading = await got('meta', 'reading'); const iv = crypto.getRandomValues(new Uint8Array(12));
    const lock = async (value) => ({{ iv, data: await crypto.subtle.encrypt({{ name: 'AES-GCM', iv }}, reading, new TextEncoder().encode(JSON.stringify(value))) }});
    const old = {{ ...entry, format: 1, locked: await lock({{ ...head, photos: [] }}), label: await lock({{ label: head.fields.find(([name]) => name === 'text')[1], photos: 0, at: head.written }}) }};
    await new Promise((done) => {{ const work = db.transaction(['queue', 'meta'], 'readwrite'); work.objectStore('queue').put(old); work.objectStore('meta').delete('reports'); work.oncomplete = done; }}); db.close(); }}"""
#: As the worker, the page and a sister page tell it: all at the same moment.
TOLD_TWICE = """() => { const channel = new BroadcastChannel('mulin-field');
    channel.onmessage = ({ data }) => data.result && data.result.receipt && [1, 2].forEach(() => channel.postMessage({ over: '' })); }"""


def test_a_resident_reports_without_network(open_phone: OpenPhone, fresh_town: Town) -> None:
    phone = open_phone("resident")
    page = phone.page
    page.goto("/report/")
    phone.until("async () => navigator.serviceWorker.controller !== null")
    phone.until(FORM_HERE)
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


def write(page: Page, text: str) -> None:
    page.goto("/report/")
    page.locator('[name="text"]').fill(text)
    page.locator('[name="address"]').fill("柳桥苑1号楼")
    page.locator("#report button.btn-big").click()
    expect(page.locator("#toasts")).to_contain_text("已存在手机里")


def test_the_report_form_can_be_installed(open_phone: OpenPhone, fresh_town: Town) -> None:
    phone = open_phone("resident")
    phone.page.goto("/report/")
    phone.until(FORM_HERE)
    asked = phone.context.new_cdp_session(phone.page)
    assert asked.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    told = json.loads(asked.send("Page.getAppManifest")["data"])
    assert (told["start_url"], told["name"]) == ("/report/", "睦邻 · 上报")


def test_a_report_outlives_the_copy_and_waits_for_log_out(open_phone: OpenPhone, fresh_town: Town) -> None:
    """Closed as the first version did it; then the person wants to log out, with and without network."""
    phone = open_phone("resident")
    page = phone.page
    page.goto("/report/")
    phone.until(FORM_HERE)
    phone.offline()
    write(page, "楼道灯不亮，已经三天")
    page.evaluate(AS_ONCE)
    assert "楼道灯不亮" not in lying(page).text
    page.locator("details.menu", has=page.locator('form[action="/logout/"]')).locator("summary").click()
    page.locator('form[action="/logout/"] button').click()
    page.wait_for_url("**/report/?leave=1")
    expect(page.locator("#toasts")).to_contain_text("还有 1 条没有送出")
    assert overflow(page) <= 0
    shot(page, "edge-leave-report", full=False)
    page.evaluate(TOLD_TWICE)
    logged_out: list[str] = []
    page.on("request", lambda asked: logged_out.append(asked.url) if asked.url.endswith("/logout/") else None)
    phone.offline(off=False)
    page.wait_for_url(lambda url: "/report/" not in url)
    assert len(logged_out) == 1
    assert Case.objects.filter(title__startswith="楼道灯不亮").count() == 1
    left = lying(page)
    assert (left.keys, left.counts["pages"], left.counts["queue"]) == ([], 0, 0)


def test_what_was_written_without_a_name_goes_without_one(
    open_phone: OpenPhone, live_url: str, fresh_town: Town
) -> None:
    """Somebody else logs in on the phone to work in the field: their copy comes, the report still goes, as nobody's."""
    with rough_line(live_url, 1) as line:
        phone = open_phone("gridworker", address=line.address)
        page = phone.page
        phone.context.clear_cookies()
        page.goto("/report/")
        phone.until(FORM_HERE)
        phone.offline()
        write(page, "楼道灯不亮，已经三天")
        page.evaluate(AS_ONCE)
        line.shut = "/report/acts/"
        phone.log_in()
        phone.offline(off=False)
        phone.pack()
        assert phone.waiting() == 1
        line.shut = ""
        page.goto("/field/outbox/")
        expect(page.locator("#outbox")).to_contain_text("楼道灯不亮")
        phone.delivered()
    case = Case.objects.get(title__startswith="楼道灯不亮")
    assert (case.reporter_id, case.proxy_id, case.entered_by_post_id) == (None, None, None)


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
