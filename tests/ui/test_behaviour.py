"""What scripts add: questions before harm, notes with undo, keys, photos shrunk, a point picked; and pages without them."""

import gzip
import io
from collections.abc import Iterator

import pytest
from django.test import override_settings
from PIL import Image
from playwright.sync_api import Page, expect

from mulin.accounts.models import User
from tests.support.browser import OpenContext, assert_accessible, log_in, shot
from tests.support.chinese import assert_no_english


@pytest.fixture(autouse=True)
def showcase() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.ui.showcase", MULIN_DEMO_TOWN=True):
        yield


def photo(width: int = 3000, height: int = 2000) -> dict[str, object]:
    picture = Image.effect_noise((width, height), 60).convert("RGB")
    held = io.BytesIO()
    picture.save(held, "JPEG", quality=92)
    return {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": held.getvalue()}


def test_harm_is_asked_about_first(phone_page: Page) -> None:
    sent: list[str] = []
    phone_page.on("request", lambda request: sent.append(request.method))
    phone_page.goto("/field/")
    phone_page.get_by_role("button", name="退回").click()
    dialog = phone_page.locator("#confirm")
    expect(dialog).to_contain_text("退回后由社区重新派遣。")
    shot(phone_page, "confirm-phone", full=False)
    assert_accessible(phone_page)
    dialog.get_by_role("button", name="取消").click()
    assert "POST" not in sent
    phone_page.get_by_role("button", name="退回").click()
    with phone_page.expect_navigation():
        dialog.get_by_role("button", name="退回").click()
    assert sent.count("POST") == 1


def test_notes_offer_undo_and_can_be_closed(browser_page: Page) -> None:
    browser_page.goto("/desk/?toast=1")
    note = browser_page.locator("#toasts .note").first
    expect(note).to_contain_text("已派遣至自来水公司。")
    expect(note.get_by_role("button", name="撤销")).to_be_visible()
    shot(browser_page, "toast-desktop", full=False)
    assert_accessible(browser_page)
    note.get_by_role("button", name="关闭提示").click()
    expect(browser_page.locator("#toasts .note")).to_have_count(1)


def test_the_desk_by_keyboard(browser_page: Page) -> None:
    browser_page.goto("/desk/")
    browser_page.keyboard.press("j")
    browser_page.keyboard.press("j")
    expect(browser_page.locator("a.row-link").nth(1)).to_be_focused()
    browser_page.keyboard.press("x")
    expect(browser_page.locator("[data-ticked]")).to_have_text("1")
    expect(browser_page.get_by_role("button", name="派遣所选")).to_be_enabled()
    browser_page.keyboard.press("?")
    expect(browser_page.locator("#keys")).to_contain_text("收件箱")
    shot(browser_page, "keys-desktop", full=False)
    browser_page.keyboard.press("Escape")
    browser_page.keyboard.press("/")
    expect(browser_page.locator("#filter-q")).to_be_focused()
    browser_page.keyboard.press("j")
    expect(browser_page.locator("#filter-q")).to_have_value("j")


def test_photos_are_shrunk_shown_and_removable(phone_page: Page) -> None:
    phone_page.goto("/resident/")
    files = phone_page.locator("input[name=photos]")
    files.set_input_files([photo(), photo(400, 300)])
    expect(phone_page.locator(".photo-one img")).to_have_count(2)
    sizes = phone_page.evaluate(
        """async () => Promise.all([...document.querySelector('input[name=photos]').files].map(async (file) => {
            const bitmap = await createImageBitmap(file);
            return [bitmap.width, file.size];
        }))"""
    )
    assert sizes[0][0] == 1600
    assert sizes[1][0] == 400
    files.set_input_files([photo(500, 300)])
    expect(phone_page.locator(".photo-one img")).to_have_count(3)
    expect(phone_page.locator(".photo-add")).to_be_hidden()
    phone_page.get_by_role("button", name="去掉照片 1").click()
    expect(phone_page.locator(".photo-one img")).to_have_count(2)
    phone_page.locator(".photo-drop").scroll_into_view_if_needed()
    shot(phone_page, "photos-phone", full=False)


def test_a_point_is_picked_by_tap_by_key_and_by_position(open_context: OpenContext) -> None:
    context = open_context(
        phone=True,
        geolocation={"longitude": 121.545, "latitude": 31.222, "accuracy": 12},
        permissions=["geolocation"],
    )
    page = context.new_page()
    page.goto("/resident/")
    box = page.locator("#spot")
    box.scroll_into_view_if_needed()
    box.tap(position={"x": 200, "y": 150})
    by_tap = page.locator("#spot-lng").input_value()
    assert 121 < float(by_tap) < 122
    page.get_by_role("button", name="用我的位置").tap()
    expect(page.locator("#spot-said")).to_contain_text("误差约 12 米")
    assert page.locator("#spot-lng").input_value() == "121.545000"
    assert page.locator("#spot-accuracy").input_value() == "12"
    box.focus()
    page.keyboard.press("ArrowRight")
    expect(box.locator(".leaflet-pan-anim")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator("#spot-lng")).not_to_have_value("121.545000")
    shot(page, "picker-phone", full=False)


def test_photos_open_large(browser_page: Page) -> None:
    browser_page.goto("/desk/")
    browser_page.locator("a[data-photo]").first.click()
    expect(browser_page.locator("#lightbox")).to_be_visible()
    browser_page.keyboard.press("Escape")
    expect(browser_page.locator("#lightbox")).to_be_hidden()


def test_without_scripts_the_forms_still_stand(open_context: OpenContext) -> None:
    page = open_context(phone=True, java_script_enabled=False).new_page()
    page.goto("/resident/")
    expect(page.locator("input[name=photos]")).to_be_visible()
    expect(page.locator("#spot")).to_contain_text("请改填地址")
    page.get_by_label("说说情况").fill("楼道灯坏了")
    page.get_by_text("比较急").click()
    with page.expect_navigation():
        page.get_by_role("button", name="提交").click()
    expect(page.get_by_label("说说情况")).to_have_value("楼道灯坏了")
    shot(page, "without-scripts-phone")


def test_a_faulty_form_tells_what_to_mend(phone_page: Page) -> None:
    phone_page.goto("/resident/")
    phone_page.evaluate("document.querySelectorAll('form').forEach((form) => { form.noValidate = true; })")
    phone_page.get_by_role("button", name="提交").click()
    expect(phone_page.locator(".form-errors")).to_contain_text("说说情况")
    described = phone_page.locator("#id_text").get_attribute("aria-describedby") or ""
    assert described.split() == ["id_text-help", "id_text-error"]
    assert_accessible(phone_page, without=(".leaflet-container",))
    shot(phone_page, "form-errors-phone")


@pytest.mark.parametrize("look", ["usual", "large", "high"])
def test_the_entrance(open_context: OpenContext, look: str) -> None:
    page = open_context(phone=look != "usual").new_page()
    page.goto("/login/")
    if look != "usual":
        page.locator("summary", has_text="字号与语言").click()
        page.get_by_role("button", name="大字" if look == "large" else "高对比度").click()
    page.wait_for_load_state("networkidle")
    assert_no_english(page.content(), allow={"mulin", "demo"})
    assert_accessible(page)
    shot(page, f"login-{look}")


def test_login_and_menu(open_context: OpenContext) -> None:
    account = User(login="gridworker")
    account.set_password("mulin-demo")
    account.save()
    page = open_context().new_page()
    page.goto("/login/")
    page.get_by_role("button", name="网格员").click()
    page.wait_for_url("**/")
    page.goto("/desk/")
    page.locator("summary", has_text="我的账号").click()
    expect(page.get_by_role("link", name="账号与安全")).to_be_visible()
    shot(page, "menu-desktop", full=False)
    assert_accessible(page, without=(".leaflet-container",))
    page.get_by_role("button", name="退出登录").click()
    log_in(page, "gridworker")
    page.goto("/account/factors/")
    shot(page, "factors-desktop")
    assert_accessible(page)


def test_error_pages(browser_page: Page) -> None:
    browser_page.goto("/nowhere/")
    assert_accessible(browser_page)
    shot(browser_page, "error-404")


def test_the_first_load_is_small(open_context: OpenContext) -> None:
    page = open_context(phone=True).new_page()
    got: dict[str, int] = {}
    page.on("response", lambda answer: got.setdefault(answer.url, len(gzip.compress(answer.body()))))
    page.goto("/login/")
    page.wait_for_load_state("networkidle")
    names = {url.rsplit("/", 1)[1] for url in got if "/build/" in url}
    assert names == {"app.css", "app.js", "icons.svg"}
    assert sum(got.values()) < 150_000


def test_a_passkey_is_added_and_lets_in(open_context: OpenContext, live_url: str) -> None:
    account = User(login="lihua")
    account.set_password("mulin-demo")
    account.save()
    page = open_context(base_url=live_url.replace("127.0.0.1", "localhost")).new_page()
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    options |= {"hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    log_in(page, "lihua")
    page.goto("/account/factors/webauthn/add/")
    page.locator("input[name=password]").fill("mulin-demo")
    page.get_by_role("button", name="确认").click()
    page.wait_for_url("**/webauthn/add/")
    shot(page, "passkey-add")
    assert_no_english(page.content(), allow={"lihua"})
    page.locator("input[name=name]").fill("我的手机")
    passwordless = page.locator("input[name=passwordless]")
    if passwordless.count():
        passwordless.check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/account/factors/**")
    expect(page.locator("main")).to_contain_text("恢复代码")
    page.goto("/account/")
    expect(page.locator("main")).to_contain_text("已开启")
    page.get_by_role("button", name="退出登录").last.click()
    page.goto("/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url(lambda url: "/login/" not in url)
    page.goto("/account/")
    expect(page.locator("main")).to_contain_text("已开启")
