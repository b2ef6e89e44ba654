"""A residents' tour from the representative's yes to the page everybody reads, on phone and desk."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from mulin.demo.tours import build_tours
from mulin.lib import clock
from mulin.tours.access import own_seats
from mulin.tours.models import Finding, Tour
from mulin.tours.queries.audit import misfits
from tests.journeys.acts import entered
from tests.support.browser import OpenContext, assert_accessible, overflow, shot
from tests.support.cast import Town
from tests.support.scene import picture


def look_at(page: Page, path: str, name: str) -> None:
    page.goto(path)
    assert_accessible(page)
    assert overflow(page) <= 0, path
    shot(page, f"tour-{name}")


def test_yes_then_the_route_then_the_answer_then_everybody(
    open_context: OpenContext, live_url: str, fresh_town: Town
) -> None:
    build_tours(clock.now())
    coming = Tour.objects.get(state="drawn")
    resident = entered(open_context, live_url, fresh_town, "resident", phone=True)
    look_at(resident, "/me/tours/", "mine")
    resident.get_by_role("button", name="我会来").click()
    expect(resident.get_by_text("谢谢，到时见。")).to_be_visible()
    assert own_seats(fresh_town.resident).get().state == "yes"

    led_on_the_phone(open_context, live_url, fresh_town, coming)
    answered_at_the_desk(open_context, live_url, fresh_town, coming)
    read_by_everybody(open_context, live_url, coming)
    assert [fault for fault in misfits() if "hash" in fault] == []


def led_on_the_phone(open_context: OpenContext, live_url: str, fresh_town: Town, coming: Tour) -> None:
    """The Friday has come: the checklist, a finding with a photo, the end."""
    Tour.objects.filter(pk=coming.pk).update(starts_at=clock.now() - timedelta(minutes=30))
    leader = entered(open_context, live_url, fresh_town, "gridworker", phone=True)
    leader.goto("/field/day/")
    expect(leader.get_by_text(coming.title)).to_be_visible()
    look_at(leader, "/field/tours/", "led")
    look_at(leader, f"/field/tours/{coming.pk}/", "route")
    stop = coming.stops.get(order=2)
    look_at(leader, f"/field/tours/stops/{stop.pk}/", "stop")
    for name, value in (
        ("exit", "yes"), ("living", "yes"), ("outside", "no"), ("food", "good"), ("price", "yes"), ("service", "none"),
    ):  # fmt: skip
        leader.locator(f'input[name="a-{name}"][value="{value}"]').check()
    leader.locator("[data-sheet] .btn-big").click()
    leader.wait_for_url(f"**/field/tours/{coming.pk}/")
    leader.goto(f"/field/tours/stops/{stop.pk}/")
    leader.locator("#find-text").fill("收银台前地面湿滑，没有提示。")
    photo = {"name": "floor.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    leader.locator('input[type="file"][name="photos"]').first.set_input_files(photo)
    shot(leader, "tour-finding")
    leader.get_by_role("button", name="交办").click()
    leader.wait_for_url(f"**/field/tours/{coming.pk}/")
    shot(leader, "tour-end")
    leader.get_by_role("button", name="结束巡访").click()
    expect(leader.get_by_text("巡访已结束，发现的问题继续等待答复。")).to_be_visible()
    assert Finding.objects.filter(tour=coming).count() == 2


def answered_at_the_desk(open_context: OpenContext, live_url: str, fresh_town: Town, coming: Tour) -> None:
    """Every page of the desk, and an answer taken down."""
    desk = entered(open_context, live_url, fresh_town, "secretary")
    for path, name in (
        ("/desk/tours/", "desk"), (f"/desk/tours/{coming.pk}/", "desk-tour"), ("/desk/tours/new/", "desk-plan"),
        ("/desk/tours/findings/", "desk-findings"), ("/desk/representatives/", "desk-register"),
    ):  # fmt: skip
        look_at(desk, path, name)
    finding = Finding.objects.filter(tour=coming, item=None).get()
    look_at(desk, f"/desk/tours/findings/{finding.pk}/", "desk-finding")
    desk.get_by_label("怎样整改的？").fill("已铺防滑垫并立牌。")
    desk.get_by_role("button", name="保存答复").click()
    expect(desk.get_by_text("答复已保存。")).to_be_visible()


def read_by_everybody(open_context: OpenContext, live_url: str, coming: Tour) -> None:
    """Nobody is logged in; on the phone and wide."""
    anybody = open_context(phone=True).new_page()
    path = f"{live_url}/tours/{coming.code}/"
    look_at(anybody, f"{live_url}/tours/", "public-list")
    look_at(anybody, path, "public")
    expect(anybody.get_by_text("已铺防滑垫并立牌。")).to_be_visible()
    wide = open_context().new_page()
    past = Tour.objects.exclude(pk=coming.pk).get()
    look_at(wide, f"{live_url}/tours/{past.code}/", "public-wide")
    wide.locator("summary.card-header").click()
    shot(wide, "tour-public-draw")
