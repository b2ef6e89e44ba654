"""Beside cases and rounds: a thing by its list, a talk in a campaign, and words that need mending, first without network."""

from playwright.sync_api import Page, expect

from mulin.campaigns.actions.hear import hear
from mulin.campaigns.models import Step, Talk
from mulin.devices.models import Act
from mulin.files.models import Attachment
from mulin.rounds.models import Check, Visit
from tests.journeys.acts import photo
from tests.journeys.phones import OpenPhone
from tests.journeys.test_a_day_without_network import kept, looked_at
from tests.journeys.test_patrol import HOUSE
from tests.journeys.test_rough_line import Ground, ground
from tests.support.browser import assert_accessible, overflow, shot
from tests.support.cast import Town
from tests.support.rough_line import rough_line


def checked(page: Page, on: Ground) -> None:
    page.goto("/field/things/")
    looked_at(page, "things")
    page.locator(f'a[href="/field/things/{on.thing.code}/"]').click()
    for code in ("present", "pressure"):
        page.locator(f'input[name="a-{code}"][value="yes"]').check()
    page.locator('input[name="a-whole"][value="no"]').check()
    page.locator('[name="a-expiry"]').fill("2099-01-01")
    item = page.locator("fieldset", has=page.locator('[name="a-whole"]'))
    item.locator("summary").click()
    item.locator("textarea").fill("铅封断了")
    item.locator("input[type=file]").set_input_files([photo("#884433")])
    looked_at(page, "thing")
    kept(page)


def talked(page: Page, on: Ground) -> None:
    page.goto("/field/campaigns/")
    looked_at(page, "campaigns")
    page.locator(f'a[href="/field/campaigns/{on.target.pk}/"]').last.click()
    expect(page.locator("main")).to_contain_text("王**")
    expect(page.locator("main")).not_to_contain_text("13800138000")
    for verb, words, day in (("talk", "店主愿意装，怕费钱", "next_on"), ("agree", "下周量尺寸", "by_on")):
        fold = page.locator("details.verb-fold", has=page.locator(f'form[data-act="target.{verb}"]'))
        fold.locator("summary").click()
        fold.locator('[name="text"]').fill(words)
        fold.locator(f'[name="{day}"]').fill("2099-01-01")
        if verb == "talk":
            looked_at(page, "target")
        fold.locator("button.btn-big").click()
        expect(page.locator("#toasts")).to_contain_text("已存在手机里")
        page.goto(f"/field/campaigns/{on.target.pk}/")


def test_a_thing_a_talk_and_what_needs_mending(
    open_phone: OpenPhone, live_url: str, fresh_town: Town
) -> None:
    on = ground(fresh_town, cases=0)
    hear(on.target, role="owner", name="王小明", phone="13800138000", by=HOUSE)
    with rough_line(live_url, 1) as line:
        phone = open_phone("gridworker", address=line.address)
        phone.pack()
        page = phone.page
        phone.offline()
        line.down = True
        checked(page, on)
        talked(page, on)
        page.goto(f"/field/visits/{on.calling.pk}/")
        page.locator('input[name="outcome"][value="met"]').check()
        page.locator('[name="said"]').fill("门口有台阶")
        page.locator('[name="next_on"]').fill("2020-01-01")
        kept(page)
        assert phone.waiting() == 4
        line.down = False
        phone.offline(off=False)
        page.goto("/field/outbox/")
        phone.delivered()
        page.goto("/field/outbox/")
        expect(page.locator("main")).to_contain_text("下次走访")
        assert_accessible(page)
        assert overflow(page) <= 0
        shot(page, "offline-refused")
        page.locator('form[action$="/mend/"] button').click()
        expect(page.locator(".field-error").first).to_be_visible()
        assert page.locator('[name="said"]').input_value() == "门口有台阶"
        assert_accessible(page)
        assert overflow(page) <= 0
        shot(page, "offline-mend")
        page.locator('[name="next_on"]').fill("")
        page.locator('form[action$="/mend/"] button.btn-big').click()
        page.wait_for_url(lambda url: "/mend/" not in url)
    assert {act.outcome for act in Act.objects.all()} == {"done"}
    assert Act.objects.count() == 4
    assert (Visit.objects.get().said, Check.objects.get().findings) == ("门口有台阶", 1)
    assert Attachment.objects.filter(owner_kind="case").count() == 1
    assert (Talk.objects.get().text, Step.objects.get().text) == ("店主愿意装，怕费钱", "下周量尺寸")
