"""A hotline order that no one body can answer: a whistle, three bodies on the spot, one answer, the call back."""

from playwright.sync_api import Page, expect

from tests.journeys.acts import case_id, entered, fill, press
from tests.support.browser import OpenContext, assert_accessible
from tests.support.cast import Town

ORDER = "HX2611220017"
LEAD, PIPES, FIRM = "ORG-ROADS", "ORG-WATER", "ORG-PM-ANJU"


def taken_in(clerk: Page) -> str:
    clerk.goto("/desk/new/?door=hotline")
    assert_accessible(clerk)
    form = clerk.locator("form", has=clerk.locator("[name=order_no]"))
    given = {
        "door": "hotline",
        "title": "柳桥苑门口路面塌陷冒水",
        "text": "柳桥苑大门口的路面塌了一块，下面往外冒水，旁边就是小区围墙，走路的人都绕着走。",
        "address": "柳桥苑大门口",
        "reporter_name": "梁秀兰",
        "reporter_phone": "15400009991",
        "order_no": ORDER,
    }
    for name, value in given.items():
        fill(form, name, value)
    form.locator("button.btn-primary").click()
    clerk.wait_for_url("**/desk/cases/**")
    return case_id(clerk)


def test_order_whistle_answer_call_back(open_context: OpenContext, live_url: str, fresh_town: Town) -> None:
    def at_desk(key: str) -> Page:
        return entered(open_context, live_url, fresh_town, key)

    clerk = at_desk("hotline")
    case = taken_in(clerk)
    expect(clerk.locator("main")).to_contain_text(ORDER)

    district = at_desk("district")
    press(district, case, "file", kind=str(fresh_town.kind("0905").pk), urgency="urgent")
    reason = "路面、水管、围墙分属三家，须同时到场。"
    called = {"lead": LEAD, "assist": [PIPES, FIRM], "report_in_minutes": 30}
    press(district, case, "whistle", kind="key_task", reason=reason, **called)
    district.goto("/desk/whistles/")
    expect(district.locator(f'a[href="/desk/cases/{case}/"]').first).to_be_visible()

    lead, water, firm = (at_desk(key) for key in ("P-ROADS-1", "department", "property"))
    for page in (lead, water, firm):
        press(page, case, "arrive", note="已到场。")
    press(water, case, "finish_part", result="关阀换管，不再冒水。")
    press(firm, case, "finish_part", result="围墙已加固，路口摆了提示牌。")
    press(lead, case, "contact", note="已电话告知来电人处理安排。")
    result = "三家联合处置：换管、回填、修复路面，已恢复通行。"
    press(lead, case, "handle", photos="before photos", result=result, contacted=True)

    press(at_desk("district_checker"), case, "check", photos="photos", passed="1", note="现场核实，已恢复。")
    press(district, case, "close", conditions_met=True, reply="路面已修复，水管已更换。")

    caller = at_desk("callback")
    caller.goto("/desk/callbacks/")
    expect(caller.locator(f'a[href="/desk/cases/{case}/"]').first).to_be_visible()
    press(caller, case, "call_back", reached="1", contacted="1", solved="1", satisfaction="satisfied")
    expect(caller.locator("main")).to_contain_text("已回访")
    for answer in ("关阀换管", "三家联合处置"):
        expect(caller.locator("main")).to_contain_text(answer)
    assert_accessible(caller)
