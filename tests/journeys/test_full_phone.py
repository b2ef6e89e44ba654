"""A phone without room: said before anything is typed; smaller photos, or a plain form; nothing typed is lost."""

from playwright.sync_api import Page, expect

from mulin.cases.models import Case, Words
from mulin.devices.models import Act
from mulin.files.models import Attachment
from tests.files.pictures import noise
from tests.journeys.phones import OpenPhone
from tests.journeys.test_without_network import reported
from tests.support.browser import assert_accessible, overflow, shot
from tests.support.cast import Town

SUBMIT = "form.verb-form button[type=submit]"
FULL = """(most) => { const put = IDBObjectStore.prototype.put; window.roomAgain = () => { IDBObjectStore.prototype.put = put; };
    IDBObjectStore.prototype.put = function (value, ...more) {
        if (this.name === "queue" && value.sealed.byteLength > most) throw new DOMException("full", "QuotaExceededError");
        return put.call(this, value, ...more); }; }"""
LITTLE = """(() => { const asked = navigator.storage.estimate.bind(navigator.storage);
    navigator.storage.estimate = async () => ({ ...(await asked()), quota: (await asked()).usage + 3 * 1024 * 1024 }); })()"""


def goes_plainly(page: Page, case: Case) -> None:
    """With network the form goes as a plain form."""
    page.goto(f"/field/cases/{case.pk}/note/")
    page.evaluate(FULL, 0)
    page.locator('[name="text"]').fill("先看过")
    page.locator(SUBMIT).click()
    page.wait_for_url(f"**/field/cases/{case.pk}/")
    assert Words.objects.filter(case=case, text="先看过").count() == 1
    assert not Act.objects.exists()


def stays_in_its_form(page: Page, case: Case) -> None:
    """Without network it is said and the form stays; with room again it is kept."""
    page.goto(f"/field/cases/{case.pk}/note/")
    page.evaluate(FULL, 0)
    page.locator('[name="text"]').fill("物业说明天来修")
    page.locator(SUBMIT).click()
    expect(page.locator("#toasts")).to_contain_text("手机存储已满")
    assert page.locator('[name="text"]').input_value() == "物业说明天来修"
    assert overflow(page) <= 0
    assert_accessible(page)
    shot(page, "edge-full", full=False)
    page.evaluate("window.roomAgain()")
    page.locator(SUBMIT).click()
    page.wait_for_url(f"**/field/cases/{case.pk}/")


def is_kept_smaller(page: Page) -> None:
    """Where the photo is what is too much, a smaller one is kept."""
    page.goto("/field/report/")
    page.evaluate(FULL, 200_000)
    page.locator('input[type=file][name="before"]').set_input_files(
        [{"name": "a.jpg", "mimeType": "image/jpeg", "buffer": noise(1600, 1200)}]
    )
    page.locator('[name="text"]').fill("路面塌陷")
    page.locator("main form[data-act] button.btn-big").click()
    expect(page.locator("#toasts")).to_contain_text("照片已压缩")
    shot(page, "edge-smaller", full=False)


def test_a_full_phone_loses_nothing(open_phone: OpenPhone, fresh_town: Town) -> None:
    case = reported(fresh_town, "单元门口的灯不亮")
    phone = open_phone("gridworker")
    phone.pack()
    page = phone.page
    goes_plainly(page, case)
    phone.pack()
    phone.offline()
    stays_in_its_form(page, case)
    assert phone.waiting() == 1
    is_kept_smaller(page)
    phone.offline(off=False)
    phone.delivered()
    assert Words.objects.filter(case=case, text="物业说明天来修").count() == 1
    assert (Attachment.objects.get().width or 0) <= 800

    phone.context.add_init_script(LITTLE)
    page.goto(f"/field/cases/{case.pk}/note/")
    expect(page.locator("#wire")).to_contain_text("手机存储快满了")
    assert_accessible(page)
    shot(page, "edge-nearly-full", full=False)
