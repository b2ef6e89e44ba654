"""A patrol on the phone: one position, a finding with a photo becomes a case; the head sees the round done."""

from collections.abc import Mapping

from playwright.sync_api import Page, expect

from mulin.cases.models import Case
from mulin.devices.models import Act
from mulin.files.models import Attachment
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.reactions.clockwork import tick
from mulin.rounds.actions.make_plan import NewPlan, make_plan
from mulin.rounds.kinds import State
from mulin.rounds.models import Occurrence, Plan
from mulin.things.actions.register_thing import NewThing, register_thing
from mulin.things.models import ThingKind
from tests.journeys.acts import entered, photo
from tests.journeys.phones import OpenPhone
from tests.support.browser import OpenContext, assert_accessible, overflow, shot
from tests.support.cast import Town

HOUSE = Actor.system("tests")


def due_patrol(town: Town) -> Occurrence:
    plan = make_plan(
        NewPlan(
            family="patrol", name="第一网格每日巡查", area=town.grid, rhythm="FREQ=DAILY", holidays="keep",
            window=1439, posts=[town.post("P-1201-GW")], checklist_key="patrol",
        ),
        by=HOUSE,
    )  # fmt: skip
    # Whatever the hour at which this runs: the round is due now.
    Plan.objects.filter(pk=plan.pk).update(next_at=clock.now())
    tick()
    return Occurrence.objects.get()


ONE_WRONG = {"pile": "二单元三层堆着纸箱"}


def answer(page: Page, wrong: Mapping[str, str] = ONE_WRONG) -> None:
    """All in order but what is named, each with words and a photo."""
    for code in ("passage", "pile", "wire", "light", "manhole", "clean"):
        page.locator(f'input[name="a-{code}"][value="{"no" if code in wrong else "yes"}"]').check()
    for code, words in wrong.items():
        item = page.locator("fieldset", has=page.locator(f'[name="a-{code}"]'))
        item.locator("summary").click()
        item.locator("textarea").fill(words)
        item.locator("input[type=file]").set_input_files([photo("#6b5a4a")])


def test_a_patrol_without_network_arrives_once(open_phone: OpenPhone, fresh_town: Town) -> None:
    occurrence, (lng, lat) = due_patrol(fresh_town), fresh_town.spot
    here = {"geolocation": {"longitude": lng, "latitude": lat}, "permissions": ["geolocation"]}
    phone = open_phone("gridworker", **here)
    phone.pack()
    phone.offline()
    page = phone.page
    page.goto("/field/")
    page.locator(f'a[href="/field/rounds/{occurrence.pk}/"]').click()
    page.locator("[data-here]").click()
    expect(page.locator('[name="lng"]')).not_to_have_value("")
    answer(page)
    page.locator("main form[data-act] button.btn-big").click()
    expect(page.locator("#toasts")).to_contain_text("已存在手机里")
    assert phone.waiting() == 1
    phone.close()
    phone.open().goto("/field/")
    phone.delivered()
    occurrence.refresh_from_db()
    made = occurrence.checks.get()
    assert (occurrence.state, made.findings, Act.objects.get().outcome) == (State.DONE, 1, "done")
    assert made.captured_at is not None
    assert Attachment.objects.filter(owner_id=str(Case.objects.get().pk)).count() == 1


def test_a_patrol_with_a_finding(open_context: OpenContext, live_url: str, fresh_town: Town) -> None:
    occurrence, (lng, lat) = due_patrol(fresh_town), fresh_town.spot
    kind = ThingKind.objects.get(code="extinguisher")
    thing = register_thing(NewThing(kind, "1号楼一层灭火器", building=fresh_town.building), by=HOUSE)
    here = {"geolocation": {"longitude": lng, "latitude": lat}, "permissions": ["geolocation"]}
    worker = entered(open_context, live_url, fresh_town, "gridworker", phone=True, **here)
    worker.goto("/field/")
    shot(worker, "rounds-today")
    worker.locator(f'a[href="/field/rounds/{occurrence.pk}/"]').click()
    assert_accessible(worker)
    assert overflow(worker) <= 0
    worker.locator("[data-here]").click()
    expect(worker.locator('[name="lng"]')).not_to_have_value("")
    answer(worker)
    shot(worker, "rounds-sheet")
    worker.locator("button.btn-big").click()
    worker.wait_for_url("**/field/")
    expect(worker.locator(f'a[href="/field/rounds/{occurrence.pk}/"]')).to_have_count(0)
    occurrence.refresh_from_db()
    case = Case.objects.get()
    assert (occurrence.state, occurrence.findings, case.kind and case.kind.key) == (State.DONE, 1, "MUL:0602")
    assert occurrence.checks.get().micro_grid_id == fresh_town.micro_grid.pk

    worker.goto(f"/field/things/{thing.code}/")
    assert_accessible(worker)
    assert overflow(worker) <= 0
    shot(worker, "rounds-thing")

    head = entered(open_context, live_url, fresh_town, "gridhead")
    for path, name in (
        ("/desk/rounds/", "board"), ("/desk/rounds/plans/", "plans"), ("/desk/rounds/plans/new/", "new"),
        (f"/desk/rounds/{occurrence.pk}/", "round"), (f"/desk/rounds/plans/{occurrence.plan_id}/", "plan"),
    ):  # fmt: skip
        head.goto(path)
        assert_accessible(head)
        shot(head, f"rounds-{name}")
