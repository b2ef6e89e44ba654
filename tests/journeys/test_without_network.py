"""A round in a cellar: the day's list, cases and verbs with photos without network; all there once when it is back."""

import re
from typing import Any

from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from mulin.cases.actions.report import Place, report
from mulin.cases.actions.verify import ask_verify
from mulin.cases.commands import perform
from mulin.cases.models import Case, Words
from mulin.devices.models import Act
from mulin.files.models import Attachment
from mulin.trail.models import Event
from tests.journeys.acts import photo
from tests.journeys.phones import OpenPhone, press_verb
from tests.support.browser import assert_accessible, overflow, shot
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


def solve(page: Page, case: Case, result: str) -> None:
    press_verb(page, case.pk, "solve")
    for stage in ("before", "after"):
        page.locator(f'input[type=file][name="{stage}"]').set_input_files([photo()])
    page.locator('[name="result"]').fill(result)
    send(page)


def send(page: Page) -> None:
    page.locator(
        "main form[data-act] button.btn-primary[type=submit], main form[data-act] button.btn-big"
    ).last.click()
    page.wait_for_url(
        lambda url: not url.rstrip("/").endswith(("solve", "verify", "note", "report", "accept"))
    )


def find(page: Page, text: str) -> None:
    page.goto("/field/report/")
    page.locator('input[type=file][name="before"]').set_input_files([photo("#665544")])
    page.locator('[name="text"]').fill(text)
    page.locator("main form[data-act] button.btn-big").click()
    page.wait_for_url(lambda url: "/field/report/" not in url)


def test_a_case_is_solved_without_network_and_arrives_once(open_phone: OpenPhone, fresh_town: Town) -> None:
    case = reported(fresh_town, "单元门口的灯不亮，老人夜里看不见路")
    phone = open_phone("gridworker")
    phone.pack()
    phone.offline()
    page = phone.page
    page.goto("/field/")
    expect(page.locator("#wire")).to_contain_text("离线")
    assert_accessible(page)
    assert overflow(page) <= 0
    shot(page, "field-offline")
    page.locator(f'a[href="/field/cases/{case.pk}/"]').click()
    expect(page.locator("main")).to_contain_text("老人夜里看不见路")
    solve(page, case, "换了灯泡，现在亮了。")
    expect(page.locator("#toasts")).to_contain_text("已存在手机里")
    expect(page.locator("#wire")).to_contain_text("待发送 1 条")
    assert phone.waiting() == 1
    page.goto("/field/outbox/")
    expect(page.locator("#outbox")).to_contain_text("单元门口的灯不亮")
    assert_accessible(page)
    assert overflow(page) <= 0
    shot(page, "field-outbox")
    page.goto("/field/cases/00000000-0000-7000-8000-000000000000/")
    expect(page.locator("main")).to_contain_text("没有存在手机上")
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


def test_a_patrol_with_three_findings_a_look_and_a_note(open_phone: OpenPhone, fresh_town: Town) -> None:
    seen, solved = (reported(fresh_town, text) for text in ("井盖松了", "楼道堆了纸箱"))
    worker = fresh_town.gridworker
    ask_verify(seen, post=fresh_town.post(worker.posts[0].code), by=fresh_town.dispatcher)
    phone = open_phone("gridworker")
    phone.pack()
    phone.offline()
    page = phone.page
    for number in range(3):
        find(page, f"巡查发现{number}：消防通道被占")
    press_verb(page, seen.pk, "verify")
    page.locator('[name="found"][value="1"]').check()
    page.locator('input[type=file][name="near"]').set_input_files([photo()])
    send(page)
    press_verb(page, solved.pk, "note")
    page.locator('[name="text"]').fill("先看过，回头带人来搬")
    send(page)
    solve(page, solved, "和住户一起搬走了")
    assert phone.waiting() == 6
    phone.close()
    phone.open().goto("/field/outbox/")
    phone.delivered()
    assert Act.objects.filter(outcome="done").count() == Act.objects.count() == 6
    found = Case.objects.filter(title__startswith="巡查发现")
    assert sorted(case.title[4] for case in found) == ["0", "1", "2"]
    assert Attachment.objects.filter(owner_id__in=[str(case.pk) for case in found]).count() == 3
    for case in (seen, solved):
        case.refresh_from_db()
    assert (seen.verified, solved.state) == (True, "handled")
    order = Act.objects.order_by("received_at").values_list("what", flat=True)
    assert list(order) == ["finding.report"] * 3 + ["case.verify", "case.note", "case.solve"]


def test_two_phones_one_case_both_texts_stay(open_phone: OpenPhone, fresh_town: Town) -> None:
    case = reported(fresh_town, "单元门口的灯不亮")
    first, second = open_phone("gridworker"), open_phone("gridhead")
    for phone in (first, second):
        phone.pack()
    first.offline()
    solve(first.page, case, "我换了灯泡")
    solve(second.page, case, "电工已修好线路")
    first.offline(off=False)
    first.page.goto("/field/outbox/")
    first.delivered()
    first.page.goto("/field/outbox/")
    main = first.page.locator("main")
    expect(main).to_contain_text("我换了灯泡")
    expect(main).to_contain_text("电工已修好线路")
    expect(main).to_contain_text("有人先动过")
    assert_accessible(first.page)
    assert overflow(first.page) <= 0
    shot(first.page, "field-conflict")
    first.page.get_by_role("button", name="作为备注留在事项里").click()
    first.page.wait_for_url(f"**/field/cases/{case.pk}/")
    texts = " ".join(Words.objects.filter(case=case).values_list("text", flat=True))
    assert "我换了灯泡" in texts
    assert "电工已修好线路" in texts
    assert Event.objects.filter(verb="case.solve", subject_id=str(case.pk)).count() == 1


def test_accepted_and_handled_without_network_in_between(open_phone: OpenPhone, fresh_town: Town) -> None:
    case = reported(fresh_town, "楼道堆了纸箱")
    case = perform(case, "file", fresh_town.dispatcher, {"kind": fresh_town.kind("0901").key})
    office = fresh_town.gridworker.posts[0]
    case = perform(case, "dispatch", fresh_town.dispatcher, {"post": office.code, "reason": "就近"})
    phone = open_phone("gridworker")
    phone.pack()
    phone.offline()
    page = phone.page
    press_verb(page, case.pk, "accept")
    send(page)
    page.goto(f"/field/cases/{case.pk}/")
    link = page.locator(f'main a[href="/field/cases/{case.pk}/handle/"]')
    expect(link).to_be_visible()
    link.click()
    for stage in ("before", "after"):
        page.locator(f'input[type=file][name="{stage}"]').set_input_files([photo()])
    page.locator('[name="result"]').fill("搬走了")
    page.locator("form.verb-form button[type=submit]").click()
    page.wait_for_url("**/field/")
    phone.offline(off=False)
    phone.delivered()
    case.refresh_from_db()
    assert case.state == "handled"


def test_a_login_that_ran_out_loses_nothing_and_log_out_waits(
    open_phone: OpenPhone, fresh_town: Town
) -> None:
    case = reported(fresh_town, "单元门口的灯不亮")
    phone = open_phone("gridworker")
    phone.pack()
    page = phone.page
    page.goto(f"/field/cases/{case.pk}/solve/")
    Session.objects.all().delete()
    for stage in ("before", "after"):
        page.locator(f'input[type=file][name="{stage}"]').set_input_files([photo()])
    page.locator('[name="result"]').fill("换好了")
    page.locator("form.verb-form button[type=submit]").click()
    page.wait_for_url(lambda url: "/solve/" not in url)
    assert phone.waiting() == 1
    phone.log_in()
    page.goto("/field/")
    phone.delivered()
    case.refresh_from_db()
    assert case.state == "handled"

    phone.offline()
    find(page, "巡查发现：路面塌陷")
    page.locator("details.menu", has=page.locator('form[action="/logout/"]')).locator("summary").click()
    page.locator('form[action="/logout/"] button').click()
    page.wait_for_url("**/field/outbox/**")
    expect(page.locator("#toasts")).to_contain_text("还有 1 条没有送出")
    phone.offline(off=False)
    expect(page).not_to_have_url(re.compile("/field/"))
    assert Case.objects.filter(title__startswith="巡查发现").count() == 1
