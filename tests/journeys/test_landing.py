"""Everybody of the town logs in by one press and lands where their duties are."""

from django.test import override_settings
from playwright.sync_api import Page, expect

from mulin.ui.logins import DEMO_LOGINS
from tests.support.browser import log_in

HOMES = {
    "resident": "/",
    "rider": "/field/",
    "gridworker": "/field/",
    "gridhead": "/field/",
    "secretary": "/desk/",
    "dispatcher": "/desk/",
    "hotline": "/desk/",
    "callback": "/desk/",
    "mediator": "/desk/",
    "checker": "/desk/",
    "department": "/desk/",
    "property": "/desk/",
    "leader": "/screen/",
    "district": "/screen/",
    "owner": "/ops/",
}


@override_settings(MULIN_DEMO_TOWN=True)
def test_each_lands_on_the_right_face(browser_page: Page, live_url: str) -> None:
    landed = {}
    for login, words in DEMO_LOGINS:
        browser_page.context.clear_cookies()
        browser_page.goto("/login/")
        browser_page.locator(".demo-logins button", has_text=str(words)).first.click()
        browser_page.wait_for_url(lambda url: "/login/" not in url and "/go/" not in url)
        landed[login] = browser_page.url.removeprefix(live_url)
    # A face may lead on to the list that waits for this very post.
    assert {
        login: "/" + path.split("/")[1] + "/" if path != "/" else path for login, path in landed.items()
    } == HOMES


def test_the_bar_shows_on_a_phone_where_one_is(phone_page: Page) -> None:
    log_in(phone_page, "owner")
    for path in ("/ops/", "/ops/teams/", "/ops/audit/"):
        phone_page.goto(path)
        here = phone_page.locator(".sidenav [aria-current]")
        expect(here).to_be_in_viewport(ratio=0.99)
        assert here.get_attribute("href") == path
        assert phone_page.evaluate("window.scrollY") == 0
