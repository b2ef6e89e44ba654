"""Twice told “not ours”: the street names the handler, who cannot hand it back."""

from playwright.sync_api import Page, expect

from mulin.cases.models import Case
from tests.journeys.acts import entered, press
from tests.journeys.standing import reported
from tests.support.browser import OpenContext, assert_accessible
from tests.support.cast import Town


def test_the_superior_designates(open_context: OpenContext, live_url: str, fresh_town: Town) -> None:
    case = str(reported(fresh_town, "0905", "小区东门台阶塌了一角，老人下楼很危险。").pk)

    def at_desk(key: str) -> Page:
        return entered(open_context, live_url, fresh_town, key)

    dispatcher = at_desk("dispatcher")
    press(dispatcher, case, "file")
    for organisation, post in (("ORG-WATER", "department"), ("ORG-ROADS", "P-ROADS-1")):
        press(dispatcher, case, "dispatch", organisation=organisation, reason="先请现场看一下。")
        press(at_desk(post), case, "return", reason="不是我单位的设施，红线在小区内。")
    dispatcher.goto(f"/desk/cases/{case}/dispatch/")
    dispatcher.locator("form.verb-form button[type=submit]").click()
    expect(dispatcher.locator("main")).to_contain_text("须由上一级指定办理")

    superior = at_desk("street_dispatcher")
    press(superior, case, "designate", organisation="ORG-PM-ANJU", reason="红线以内由物业负责，指定办理。")
    firm = at_desk("property")
    press(firm, case, "accept")
    firm.goto(f"/desk/cases/{case}/return/")
    firm.locator("form.verb-form [name=reason]").fill("不归我们管。")
    firm.locator("form.verb-form button[type=submit]").click()
    firm.locator("dialog#confirm[open] [data-confirm-yes]").click()
    expect(firm.locator("main")).to_contain_text("不能再退回")
    press(firm, case, "handle", photos="before photos", result="台阶已重砌。")
    assert Case.objects.get(pk=case).designated
    assert_accessible(superior)
