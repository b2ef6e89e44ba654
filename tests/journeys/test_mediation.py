"""A quarrel told in confidence: the mediator alone sees it, to the agreement and after."""

from playwright.sync_api import Page, expect

from tests.journeys.acts import case_id, entered, press
from tests.support.browser import OpenContext, assert_accessible
from tests.support.cast import Town

WORDS = "楼上装修漏水泡了我家天花板，找了三次都说不赔，想请人说和。"


def reported_in_confidence(page: Page, card: str) -> str:
    page.goto(f"/report/?at={card}")
    page.locator("textarea[name=text]").fill(WORDS)
    page.locator("details:has(#kind-listed) > summary").click()
    page.locator("#kind-listed").select_option("MUL:0103")
    page.locator("#report button.btn-big").click()
    page.wait_for_url("**/mine/**")
    return case_id(page)


def test_only_the_mediator_meets_it(open_context: OpenContext, live_url: str, fresh_town: Town) -> None:
    resident = entered(open_context, live_url, fresh_town, "resident", phone=True)
    case = reported_in_confidence(resident, fresh_town.home.entrance.card_code)

    mediator = entered(open_context, live_url, fresh_town, "mediator")
    mediator.goto(f"/desk/cases/{case}/")
    expect(mediator.locator("main")).to_contain_text(WORDS)
    assert_accessible(mediator)
    press(mediator, case, "take_on")
    mediator.goto(f"/desk/cases/{case}/sitting/")
    sides = {"one": fresh_town.person("resident").pk, "other": fresh_town.person("neighbour").pk}
    for name, value in {
        **sides,
        "place": "社区调解室",
        "minutes": "双方到场，看了照片，约定先修后赔。",
    }.items():
        mediator.locator(f"main form [name={name}]").fill(str(value))
    assert_accessible(mediator)
    mediator.locator("main form button.btn-primary").click()
    mediator.wait_for_url(f"**/desk/cases/{case}/")
    press(mediator, case, "agree", agreed=True, text="楼上十日内修好防水，赔偿八百元。")
    press(mediator, case, "close", conditions_met=True, reply="双方已签协议。")
    press(mediator, case, "follow_up", kept="1", note="防水已修好，钱已给。")

    for key in ("dispatcher", "leader", "gridworker"):
        stranger = entered(open_context, live_url, fresh_town, key)
        for path in (f"/desk/cases/{case}/", f"/field/cases/{case}/"):
            answer = stranger.goto(path)
            assert answer is not None
            assert answer.status == 404
            expect(stranger.locator("body")).not_to_contain_text(WORDS)

    resident.goto(f"/mine/{case}/")
    expect(resident.locator("main")).to_contain_text("已结案")
