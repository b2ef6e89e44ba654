"""A photo from the entrance of the house, handled by the water company, checked by the grid, rated by who reported."""

from playwright.sync_api import expect

from tests.journeys.acts import case_id, entered, photo, press
from tests.support.browser import OpenContext, assert_accessible, overflow
from tests.support.cast import Town

WORDS = "一单元门口的自来水管裂了，水一直往外冒，地面都结冰了。"


def test_from_the_photo_to_the_rating(open_context: OpenContext, live_url: str, fresh_town: Town) -> None:
    resident = entered(open_context, live_url, fresh_town, "resident", phone=True)
    resident.goto(f"/report/?at={fresh_town.home.entrance.card_code}")
    assert_accessible(resident)
    assert overflow(resident) <= 0
    resident.locator("#id_photos").set_input_files([photo()])
    resident.locator("textarea[name=text]").fill(WORDS)
    resident.locator("details:has(#kind-listed) > summary").click()
    resident.locator("#kind-listed").select_option("MUL:0405")
    resident.locator("#report button.btn-big").click()
    resident.wait_for_url("**/mine/**")
    case = case_id(resident)
    expect(resident.locator("main")).to_contain_text(WORDS)
    assert_accessible(resident)

    dispatcher = entered(open_context, live_url, fresh_town, "dispatcher")
    dispatcher.goto("/desk/")
    expect(dispatcher.locator(f'a[href="/desk/cases/{case}/"]').first).to_be_visible()
    press(dispatcher, case, "file")
    press(dispatcher, case, "dispatch")
    assert_accessible(dispatcher)

    company = entered(open_context, live_url, fresh_town, "department")
    company.goto("/desk/work/")
    expect(company.locator(f'a[href="/desk/cases/{case}/"]').first).to_be_visible()
    press(company, case, "accept")
    press(company, case, "handle", photos="photos", result="换了两米水管，已试压不漏。", contacted=True)

    worker = entered(open_context, live_url, fresh_town, "gridworker", phone=True)
    worker.goto("/field/")
    expect(worker.locator(f'a[href="/field/cases/{case}/"]').first).to_be_visible()
    press(worker, case, "check", face="field", photos="after", passed="1", note="现场看过，不漏了。")

    press(dispatcher, case, "close", conditions_met=True, reply="水管已换好，感谢您及时告诉我们。")

    resident.goto(f"/mine/{case}/")
    expect(resident.locator("main")).to_contain_text("换了两米水管")
    form = resident.locator(f'form[action$="/mine/{case}/do/rate/"]')
    form.locator('[name=solved][value="1"]').check()
    form.locator("[name=satisfaction]").first.check()
    form.locator("button.btn-big").click()
    expect(resident.locator("form[action$='/do/rate/']")).to_have_count(0)
    expect(resident.locator("main")).to_contain_text("非常满意")
    assert_accessible(resident)
