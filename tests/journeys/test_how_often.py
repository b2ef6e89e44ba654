"""How often a round comes is ticked, by mouse or without scripts, and the next three days are read before it is planned."""

from playwright.sync_api import Browser, Page, expect

from mulin.rounds.models import Plan
from tests.support.browser import OpenContext, assert_accessible, log_in, overflow, shot
from tests.support.cast import Town

NEW = "/desk/rounds/plans/new/"


def first_friday(page: Page) -> None:
    page.locator("#id_rhythm input[value=monthly]").check()
    page.locator("select[name=rhythm_monthly_on]").select_option("n1")
    page.locator("select[name=rhythm_monthly_weekday]").select_option("FR")


def filled(page: Page, name: str) -> None:
    page.fill("#id_name", name)
    page.locator("#id_checklist_key").select_option(index=1)
    page.locator("textarea[name=stops]").fill("东门\n西门")
    page.locator("input[name=posts]").first.check()


def test_ticks_show_what_they_ask_for_and_the_days_that_follow(
    fresh_town: Town, open_context: OpenContext
) -> None:
    for phone in (False, True):
        page = open_context(phone=phone).new_page()
        log_in(page, "gridhead")
        page.goto(NEW)
        following = page.locator("#id_rhythm .rhythm-next")
        expect(following).to_contain_text("每天")
        expect(page.locator("select[name=rhythm_monthly_on]")).to_be_hidden()
        first_friday(page)
        expect(following).to_contain_text("每月第一个周五")
        assert (following.text_content() or "").count("（周五）") == 3
        page.locator("#id_rhythm input[value=other]").check()
        page.locator("input[name=rhythm_rule]").fill("often")
        page.locator("input[name=rhythm_rule]").blur()
        expect(following).to_contain_text("RFC 5545")
        page.locator("#id_rhythm input[value=weekly]").check()
        page.locator("input[name=rhythm_days][value=TU]").check()
        expect(following).to_contain_text("每周二")
        assert overflow(page) <= 0
        assert_accessible(page)
        shot(page, f"how-often{'-phone' if phone else ''}")


def test_without_scripts_the_plan_says_its_next_days(
    fresh_town: Town, chromium: Browser, live_url: str
) -> None:
    context = chromium.new_context(base_url=live_url, java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto("/login/")
    page.fill("input[name=login]", "gridhead")
    page.fill("input[name=password]", "mulin-demo")
    page.locator("form button[type=submit], form .btn-primary").first.click()
    page.goto(NEW)
    filled(page, "每月一查")
    first_friday(page)
    page.locator("main form .btn-primary").last.click()
    expect(page.locator("main")).to_contain_text("每月第一个周五")
    assert Plan.objects.get(name="每月一查").rhythm == "FREQ=MONTHLY;BYDAY=1FR"
    page.set_viewport_size({"width": 360, "height": 740})
    assert overflow(page) <= 0
    context.close()
