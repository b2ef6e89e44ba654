"""What two tabs, two presses or a page that goes away do to each other on a phone: held at the very moment, then let go."""

from playwright.sync_api import Page, expect

from mulin.cases.models import Words
from mulin.devices.models import Device
from tests.journeys.lying import lying
from tests.journeys.phones import PACKED, OpenPhone, Phone, press_verb
from tests.journeys.test_begun_to_write import KEPT
from tests.journeys.test_without_network import reported
from tests.support.cast import Town
from tests.support.rough_line import rough_line

WAITS = """async () => (await navigator.locks.query()).pending.some((one) => one.name === "mulin-pack")"""
FREE = """async () => { const { held, pending } = await navigator.locks.query(); return ![...held, ...pending].some((one) => one.name === "mulin-pack"); }"""
#: The next that is closed on this page stops before it is, until it is let go.
HOLD = """() => { const whole = crypto.subtle.encrypt.bind(crypto.subtle); const gate = new Promise((go) => { window.letGo = go; });
    crypto.subtle.encrypt = async (...given) => { crypto.subtle.encrypt = whole; window.holds = true; await gate; return whole(...given); }; }"""
#: Sent before anything else has had its turn.
AT_ONCE = """addEventListener("DOMContentLoaded", () => { const form = document.querySelector("form.verb-form"); if (!form) return;
    form.elements.text.value = "一打开就按了"; form.requestSubmit(); });"""


def note_of(phone: Phone, case: object) -> Page:
    press_verb(phone.page, case, "note")
    expect(phone.page.locator("form.verb-form[data-ready]")).to_be_visible()
    return phone.page


def test_two_tabs_at_once_are_one_device_with_one_copy(
    open_phone: OpenPhone, live_url: str, fresh_town: Town
) -> None:
    case = reported(fresh_town, "单元门口的灯不亮")
    with rough_line(live_url, 1) as line:
        phone = open_phone("gridworker", address=line.address)
        asked: list[str] = []
        phone.context.on("request", lambda request: asked.append(request.url))
        line.hold = "/field/device/"
        first, second = phone.page, phone.context.new_page()
        with first.expect_request(f"**{line.hold}"):
            first.goto("/field/")
        phone.page = second
        second.goto("/field/")
        phone.until(WAITS)
        line.hold = ""
        phone.until(PACKED)
        phone.until(FREE)
        assert sum(url.endswith("/field/device/") for url in asked) == Device.objects.count() == 1
        phone.offline()
        second.goto(f"/field/cases/{case.pk}/")
        expect(second.locator("main")).to_contain_text("灯不亮")


def test_what_is_forgotten_amid_a_copy_leaves_nothing_behind(open_phone: OpenPhone, fresh_town: Town) -> None:
    """One tab closes the pages it has fetched; the person logs out in another."""
    phone = open_phone("gridworker")
    phone.pack()
    first, second = phone.page, phone.context.new_page()
    phone.until(FREE)
    reported(fresh_town, "单元门口的灯不亮")
    first.evaluate(HOLD)
    _outdate(first)
    phone.until("async () => window.holds === true")
    second.goto("/field/outbox/?leave=1")
    second.wait_for_url(lambda url: "/field/" not in url)
    first.evaluate("window.letGo()")
    phone.until(FREE)
    left = lying(second)
    assert (left.keys, left.counts["pages"], left.counts["forms"]) == ([], 0, 0)
    assert "灯不亮" not in left.text


def _outdate(page: Page) -> None:
    """As when something has arrived that the copy does not show yet."""
    page.evaluate(
        """async () => { const db = await new Promise((done) => { const asked = indexedDB.open("mulin-field"); asked.onsuccess = () => done(asked.result); });
        await new Promise((done) => { const work = db.transaction("meta", "readwrite"); work.objectStore("meta").put("test", "stale"); work.oncomplete = done; });
        db.close(); dispatchEvent(new Event("online")); }"""
    )


def test_what_was_begun_does_not_come_back_once_it_is_handed_over(
    open_phone: OpenPhone, fresh_town: Town
) -> None:
    case = reported(fresh_town, "单元门口的灯不亮")
    phone = open_phone("gridworker")
    phone.pack()
    phone.offline()
    page = note_of(phone, case.pk)
    page.evaluate(HOLD)
    page.locator('[name="text"]').fill("先问物业")
    phone.until("async () => window.holds === true")
    page.locator("form.verb-form button[type=submit]").click()
    phone.until("async () => document.querySelector('form.verb-form').dataset.handed === '1'")
    page.evaluate("window.letGo()")
    page.wait_for_url(f"**/field/cases/{case.pk}/")
    phone.until(KEPT % 0)
    assert phone.waiting() == 1


def test_pressed_twice_or_too_soon_it_is_one_act(open_phone: OpenPhone, fresh_town: Town) -> None:
    case = reported(fresh_town, "单元门口的灯不亮")
    phone = open_phone("gridworker")
    phone.pack()
    phone.offline()
    page = note_of(phone, case.pk)
    page.locator('[name="text"]').fill("按了两次")
    page.locator("form.verb-form").evaluate(
        "form => { form.requestSubmit(); form.removeAttribute('aria-busy'); form.requestSubmit(); }"
    )
    page.wait_for_url(f"**/field/cases/{case.pk}/")
    assert phone.waiting() == 1
    page.add_init_script(AT_ONCE)
    page.goto(f"/field/cases/{case.pk}/note/", wait_until="commit")
    page.wait_for_url(f"**/field/cases/{case.pk}/")
    assert phone.waiting() == 2
    phone.offline(off=False)
    phone.delivered()
    texts = Words.objects.filter(case=case, text__contains="按了").values_list("text", flat=True)
    assert sorted(texts) == ["一打开就按了", "按了两次"]


def test_a_form_of_before_is_not_sent_as_somebody_elses(open_phone: OpenPhone, fresh_town: Town) -> None:
    """A tab was left open; meanwhile another person has logged in on the phone."""
    case = reported(fresh_town, "单元门口的灯不亮")
    phone = open_phone("gridworker")
    phone.pack()
    old = note_of(phone, case.pk)
    old.locator('[name="text"]').fill("我写的话")
    phone.login, phone.page = "gridhead", phone.context.new_page()
    phone.log_in()
    phone.pack()
    devices = Device.objects.count()
    # The old tab comes back into reach: it takes nothing of the other's.
    with old.expect_response("**/field/device/") as told:
        old.evaluate("dispatchEvent(new Event('online'))")
    assert told.value.status == 409
    old.locator("form.verb-form button[type=submit]").click()
    expect(old.locator("#toasts")).to_contain_text("没有存下")
    assert old.locator('[name="text"]').input_value() == "我写的话"
    assert (phone.waiting(), Device.objects.count()) == (0, devices)
    assert not Words.objects.filter(text="我写的话").exists()
