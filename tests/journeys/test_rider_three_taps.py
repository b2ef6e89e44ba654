"""A rider's three taps: photo, position, kind; the grid worker solves it on the spot, the rider says that it is so."""

from playwright.sync_api import expect

from tests.journeys.acts import case_id, entered, photo, press
from tests.support.browser import OpenContext, assert_accessible, overflow
from tests.support.cast import Town


def test_three_taps_and_solved_on_the_spot(
    open_context: OpenContext, live_url: str, fresh_town: Town
) -> None:
    lng, lat = fresh_town.spot
    here = {"geolocation": {"longitude": lng, "latitude": lat}, "permissions": ["geolocation"]}
    rider = entered(open_context, live_url, fresh_town, "rider", phone=True, **here)
    rider.goto("/report/?door=rider")
    assert_accessible(rider)
    assert overflow(rider) <= 0
    rider.locator("#id_photos").set_input_files([photo("#6b5a4a")])
    rider.locator("#place-gps").click()
    expect(rider.locator("#place-lng")).not_to_have_value("")
    kind = rider.locator('button[name=kind][value="MUL:0602"]')
    if not kind.is_visible():
        rider.locator("details", has=kind).locator("summary").click()
    kind.click()
    rider.wait_for_url("**/mine/**")
    case = case_id(rider)

    worker = entered(open_context, live_url, fresh_town, "gridworker", phone=True)
    worker.goto("/field/")
    assert_accessible(worker)
    assert overflow(worker) <= 0
    worker.locator(f'a[href="/field/cases/{case}/"]').first.click()
    assert_accessible(worker)
    assert overflow(worker) <= 0
    press(worker, case, "solve", face="field", photos="after", result="和住户一起把纸箱搬走了，楼道已通。")

    rider.goto(f"/mine/{case}/")
    expect(rider.locator("main")).to_contain_text("楼道已通")
    rider.locator(f'form[action$="/mine/{case}/do/confirm/"] button.btn-big').click()
    expect(rider.locator("main")).to_contain_text("已结案")
    assert_accessible(rider)
