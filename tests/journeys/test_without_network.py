"""A round in a cellar: the day's list, cases and verbs with photos without network; all there once when it is back."""

from typing import Any

from playwright.sync_api import expect

from mulin.cases.actions.report import Place, report
from mulin.cases.models import Case
from mulin.devices.models import Act
from mulin.files.models import Attachment
from mulin.trail.models import Event
from tests.journeys.acts import photo
from tests.journeys.phones import OpenPhone, press_verb
from tests.support.cast import Town


def reported(town: Town, text: str, **more: Any) -> Case:
    lng, lat = town.spot
    case, _new = report(
        by=town.resident,
        door="resident",
        text=text,
        kind=town.kind("0901"),
        place=Place(lng=lng, lat=lat),
        **more,
    )
    return case


def test_a_case_is_solved_without_network_and_arrives_once(open_phone: OpenPhone, fresh_town: Town) -> None:
    case = reported(fresh_town, "单元门口的灯不亮，老人夜里看不见路")
    phone = open_phone("gridworker")
    phone.pack()
    phone.offline()
    page = phone.page
    page.goto("/field/")
    expect(page.locator("#wire")).to_contain_text("离线")
    page.locator(f'a[href="/field/cases/{case.pk}/"]').click()
    expect(page.locator("main")).to_contain_text("老人夜里看不见路")
    press_verb(page, case.pk, "solve")
    for stage in ("before", "after"):
        page.locator(f'input[type=file][name="{stage}"]').set_input_files([photo()])
    page.locator('[name="result"]').fill("换了灯泡，现在亮了。")
    page.locator("form.verb-form button[type=submit]").click()
    page.wait_for_url("**/field/")
    expect(page.locator("#toasts")).to_contain_text("已存在手机里")
    expect(page.locator("#wire")).to_contain_text("待发送 1 条")
    assert phone.waiting() == 1
    page.goto("/field/outbox/")
    expect(page.locator("#outbox")).to_contain_text("单元门口的灯不亮")
    phone.close()

    # Where the browser wakes the worker by itself, it has gone before anybody looks.
    phone.open().goto("/field/")
    phone.delivered()
    case.refresh_from_db()
    assert (case.state, case.on_the_spot) == ("handled", True)
    assert Attachment.objects.filter(owner_id=str(case.pk)).count() == 2
    act = Act.objects.get()
    assert (act.outcome, act.sealed) == ("done", None)
    event = Event.objects.get(subject_id=str(case.pk), verb="case.solve")
    assert event.captured_at is not None
    assert event.captured_at < event.at
