"""One phone, two people: what the first has not sent is not sent as the second's, and not read by them."""

from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from mulin.cases.models import Words
from mulin.devices.models import Act, Device
from tests.journeys.lying import lying
from tests.journeys.phones import OpenPhone, press_verb
from tests.journeys.test_without_network import reported, send
from tests.support.browser import assert_accessible, overflow, shot
from tests.support.cast import Town

WRITTEN = "三单元的老人说夜里听见水声"


def test_anothers_work_waits_sealed_for_its_owner(open_phone: OpenPhone, fresh_town: Town) -> None:
    case = reported(fresh_town, "单元门口的灯不亮")
    phone = open_phone("gridworker")
    phone.pack()
    page = phone.page
    phone.offline()
    press_verb(page, case.pk, "note")
    page.locator('[name="text"]').fill(WRITTEN)
    send(page)

    # The login ran out meanwhile: said, and kept.
    Session.objects.all().delete()
    phone.offline(off=False)
    phone.until("async () => document.querySelector('#wire').textContent.includes('登录已过期')")
    assert phone.waiting() == 1
    assert overflow(page) <= 0
    shot(page, "edge-login", full=False)

    # Somebody else logs in here: told of it, and can neither read nor send it.
    phone.login = "gridhead"
    phone.log_in()
    phone.pack()
    expect(page.locator("#wire")).to_contain_text("另一个账号的 1 条")
    page.goto("/field/outbox/")
    expect(page.locator("#outbox")).to_contain_text("属于另一个账号")
    expect(page.locator("#outbox [data-act]")).to_have_count(1)
    expect(page.locator("[data-outbox-send]")).to_be_hidden()
    expect(page.locator("#outbox [data-act]")).not_to_contain_text("灯不亮")
    assert_accessible(page)
    assert overflow(page) <= 0
    shot(page, "edge-other")
    assert WRITTEN not in lying(page).text
    assert phone.waiting() == 1
    assert not Act.objects.exists()

    # They log out without being held up by it; the owner comes back and it goes.
    page.locator("details.menu", has=page.locator('form[action="/logout/"]')).locator("summary").click()
    page.locator('form[action="/logout/"] button').click()
    page.wait_for_url(lambda url: "/field/" not in url)
    assert phone.waiting() == 1
    phone.login = "gridworker"
    phone.log_in()
    phone.pack()
    phone.delivered()
    assert Words.objects.filter(case=case, text=WRITTEN).count() == 1
    assert Act.objects.get().account.login == "gridworker"
    assert Device.objects.filter(account__login="gridworker").count() == 2
