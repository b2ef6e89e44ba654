"""A worker's day in the cellars: patrol, visit, a thing put right on the spot, a line of the diary, all without network;
the browser is closed and opened again on the way. Back in reach everything is there, once, with both of its moments.
"""

from datetime import date, datetime

from playwright.sync_api import Page, expect
from psycopg.types.range import DateRange

from mulin.cases.models import Case
from mulin.devices.models import Act
from mulin.diary.models import DiaryEntry
from mulin.files.models import Attachment
from mulin.lib import clock
from mulin.people.models import HouseholdCharge
from mulin.places.models import Household
from mulin.rounds.actions.call_on import call_on
from mulin.rounds.kinds import State
from mulin.rounds.models import Calling, Check, Occurrence, OwnEntry, Visit, VisitRule
from mulin.trail.models import Event
from tests.journeys.acts import photo
from tests.journeys.phones import OpenPhone
from tests.journeys.test_patrol import HOUSE, answer, due_patrol
from tests.support.browser import assert_accessible, overflow, shot
from tests.support.cast import Town
from tests.support.rough_line import rough_line

WRONG = {
    "passage": "一楼通道被婴儿车堵住",
    "pile": "二单元三层堆着纸箱",
    "light": "四单元门口灯不亮",
}


def due_home(town: Town, door: Household | None = None) -> Calling:
    """A home that the worker answers for and calls on today."""
    post, home = town.post("P-1201-GW"), door or town.home
    HouseholdCharge.objects.filter(household=home).delete()
    HouseholdCharge.objects.create(
        household=home,
        post=post,
        person_id=town.gridworker.person_id,
        during=DateRange(date(2026, 1, 1), None),
    )
    return call_on(home, VisitRule.objects.get(code="monthly"), by=HOUSE, first_on=clock.today())


def looked_at(page: Page, name: str) -> None:
    """A page without network: says so, readable for everybody, within the screen."""
    expect(page.locator("#wire")).to_contain_text("离线")
    assert_accessible(page)
    assert overflow(page) <= 0
    shot(page, f"day-offline-{name}")


def kept(page: Page) -> None:
    """Send the form; the phone says that it has it."""
    page.locator("main form[data-act] button.btn-big").last.click()
    expect(page.locator("#toasts")).to_contain_text("已存在手机里")


def patrolled(page: Page, round_id: object) -> None:
    page.goto("/field/")
    looked_at(page, "today")
    page.locator(f'a[href="/field/rounds/{round_id}/"]').click()
    page.locator("[data-here]").click()
    expect(page.locator('[name="lng"]')).not_to_have_value("")
    answer(page, WRONG)
    looked_at(page, "patrol")
    kept(page)


def called_on(page: Page, calling: Calling) -> None:
    page.goto("/field/visits/")
    looked_at(page, "visits")
    page.locator(f'a[href="/field/visits/{calling.pk}/"]').click()
    page.locator('input[name="outcome"][value="met"]').check()
    page.locator('[name="said"]').fill("腿脚不便，敲门要等")
    page.locator('[name="asked"]').fill("卫生间想装一个扶手")
    looked_at(page, "visit")
    kept(page)


def solved_on_the_spot(page: Page) -> None:
    page.goto("/field/report/")
    page.locator('input[type=file][name="before"]').set_input_files([photo("#665544")])
    page.locator('input[name="kind"]').first.check()
    page.locator('[name="text"]').fill("井盖松动，已垫实")
    page.locator("details", has=page.locator('[name="solved"]')).locator("summary").first.click()
    page.locator('[name="solved"]').check()
    page.locator('[name="result"]').fill("垫了胶圈，踩着不响了")
    page.locator('input[type=file][name="after"]').set_input_files([photo("#88aa77")])
    kept(page)


def wrote(page: Page) -> None:
    page.goto("/field/diary/")
    page.locator('[name="text"]').fill("几户说晚上狗叫，睡不好。")
    page.locator('input[name="theme"][value="environment"]').check()
    looked_at(page, "diary")
    kept(page)
    page.goto("/field/day/")
    page.locator('[name="text"]').fill("明天带卷尺")
    looked_at(page, "own")
    page.locator('form[data-act="own.note"] button').click()
    expect(page.locator("#toasts")).to_contain_text("已存在手机里")


def arrived(town: Town, round_id: object, cases_before: int, reached: datetime) -> None:
    """Each act once, in order, with what it made and both of its moments."""
    acts = list(Act.objects.order_by("received_at"))
    assert [act.what for act in acts] == [
        "round.check", "visit.keep", "finding.report", "diary.write", "own.note",
    ]  # fmt: skip
    assert [(act.outcome, act.reason) for act in acts] == [("done", "")] * 5
    assert all(act.captured_at < reached < act.received_at for act in acts)
    occurrence = Occurrence.objects.get(pk=round_id)
    check, visit, entry = Check.objects.get(), Visit.objects.get(), DiaryEntry.objects.get()
    assert (occurrence.state, check.findings) == (State.DONE, 3)
    found = [answered.case_id for answered in check.answers.exclude(case_id=None)]
    assert Attachment.objects.filter(owner_id__in=[str(one) for one in found]).count() == 3
    solved = Case.objects.get(pk=acts[2].pk)
    assert (solved.state, solved.on_the_spot) == ("handled", True)
    assert Attachment.objects.filter(owner_id=str(solved.pk)).count() == 2
    assert Case.objects.get(pk=visit.case_id).household_id == town.home.pk
    assert Case.objects.count() - cases_before == len(found) + 2 == 5
    assert (check.pk, visit.pk, entry.pk, OwnEntry.objects.get().pk) == (
        acts[0].pk, acts[1].pk, acts[3].pk, acts[4].pk,
    )  # fmt: skip
    for verb in ("round.checked", "visit.made", "case.solve", "diary.written", "own_entry.noted"):
        event = Event.objects.get(verb=verb)
        assert event.captured_at is not None, verb
        assert event.captured_at < reached < event.at, verb


def test_a_day_without_network_is_all_there_once(
    open_phone: OpenPhone, live_url: str, fresh_town: Town
) -> None:
    occurrence, calling, (lng, lat) = due_patrol(fresh_town), due_home(fresh_town), fresh_town.spot
    before = Case.objects.count()
    here = {"geolocation": {"longitude": lng, "latitude": lat}, "permissions": ["geolocation"]}
    with rough_line(live_url, 1) as line:
        phone = open_phone("gridworker", address=line.address, **here)
        phone.pack()
        phone.offline()
        line.down = True
        patrolled(phone.page, occurrence.pk)
        called_on(phone.page, calling)
        assert phone.waiting() == 2
        phone.close()

        page = phone.open(offline=True)
        page.goto("/field/outbox/")
        looked_at(page, "outbox")
        assert phone.waiting() == 2
        solved_on_the_spot(page)
        wrote(page)
        assert phone.waiting() == 5
        assert not Act.objects.exists()
        phone.close()

        reached, line.down = clock.now(), False
        phone.open().goto("/field/")
        phone.delivered()
    arrived(fresh_town, occurrence.pk, before, reached)
