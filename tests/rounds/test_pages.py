"""Rounds on the pages: the day list, the checklist, the thing's code, the desk."""

from datetime import timedelta
from uuid import uuid4

import pytest

from mulin.cases.models import Case
from mulin.lib.clock import Frozen
from mulin.people.access import Actor
from mulin.reactions.clockwork import tick
from mulin.rounds.kinds import State
from mulin.rounds.models import Check, Checklist, Occurrence, Plan
from mulin.things.models import Thing
from tests.field.conftest import Browser, as_
from tests.field.test_acts import picture
from tests.rounds.conftest import patrol
from tests.support.chinese import assert_no_english
from tests.support.world import World

__all__ = ["as_"]

RULES = {"FREQ", "RFC", "WEEKLY", "BYDAY", "MO", "TU", "TH"}


@pytest.fixture
def occurrence(world: World, checklist: Checklist, worker: Actor) -> Occurrence:
    patrol(world.grid, worker)
    tick()
    return Occurrence.objects.get()


def test_a_worker_answers_on_the_phone(as_: Browser, worker: Actor, occurrence: Occurrence) -> None:
    browser = as_(worker)
    listed = browser.get("/field/").content.decode()
    assert f"/field/rounds/{occurrence.pk}/" in listed
    page = browser.get(f"/field/rounds/{occurrence.pk}/")
    assert page.status_code == 200
    assert_no_english(page.content)
    sent = {"id": str(uuid4()), "a-passage": "no", "n-passage": "面包车", "a-bikes": "3"}
    answer = browser.post(f"/field/rounds/{occurrence.pk}/0/", {**sent, "p-passage": picture()})
    assert answer["Location"] == "/field/"
    again = browser.post(f"/field/rounds/{occurrence.pk}/0/", {**sent, "p-passage": picture()})
    assert again["Location"] == "/field/"
    occurrence.refresh_from_db()
    assert (occurrence.state, Check.objects.count(), Case.objects.count()) == (State.DONE, 1, 1)
    done = browser.get(f"/field/rounds/{occurrence.pk}/").content
    assert str(Case.objects.get().pk).encode() in done
    assert_no_english(done)


def test_nobody_writes_themselves_into_a_window_that_has_closed(
    as_: Browser, worker: Actor, occurrence: Occurrence, now: Frozen
) -> None:
    due = occurrence.due_at
    now.move_to(occurrence.miss_at + timedelta(hours=1))
    tick()
    browser = as_(worker)
    sheet = {"id": uuid4(), "a-passage": "yes", "captured_at": due.isoformat()}
    assert browser.post(f"/field/rounds/{occurrence.pk}/0/", sheet).status_code == 302
    assert Check.objects.get().captured_at is None
    occurrence.refresh_from_db()
    assert occurrence.state == State.MISSED


def test_a_wrong_answer_is_shown_at_its_item(as_: Browser, worker: Actor, occurrence: Occurrence) -> None:
    answer = as_(worker).post(f"/field/rounds/{occurrence.pk}/0/", {"a-bikes": "很多"})
    assert answer.status_code == 400
    assert answer.content.decode().count("field-error") == 2
    assert_no_english(answer.content)


def test_a_stranger_finds_nothing(
    as_: Browser, world: World, occurrence: Occurrence, extinguisher: Thing
) -> None:
    browser = as_(world.post("department_worker", world.street, world.water))
    for path in (
        f"/field/rounds/{occurrence.pk}/", f"/field/rounds/{occurrence.pk}/0/",
        f"/field/things/{extinguisher.code}/", "/desk/rounds/", f"/desk/rounds/{occurrence.pk}/",
    ):  # fmt: skip
        assert browser.get(path).status_code == 404
        assert browser.post(path, {"a-passage": "yes"}).status_code in (404, 405)
    assert not Check.objects.exists()


def test_a_code_opens_the_things_checklist(as_: Browser, worker: Actor, extinguisher: Thing) -> None:
    browser = as_(worker)
    page = browser.get(f"/field/things/{extinguisher.code}/")
    by_the_code = browser.get(f"/t/{extinguisher.code}/", follow=True)
    filled = f'name="code" value="{extinguisher.code}"'
    assert filled in by_the_code.content.decode() and filled not in page.content.decode()
    assert "到期日" in page.content.decode()
    sent = {"id": str(uuid4()), "a-passage": "yes", "a-expiry": "2027-01-31"}
    assert browser.post(f"/field/things/{extinguisher.code}/", sent).status_code == 302
    extinguisher.refresh_from_db()
    assert str(extinguisher.expires_on) == "2027-01-31"


def test_a_thing_leads_to_the_cases_it_opened(
    as_: Browser, worker: Actor, head: Actor, extinguisher: Thing
) -> None:
    sent = {"id": str(uuid4()), "a-passage": "no", "n-passage": "杂物", "a-expiry": "2027-01-31"}
    phone = as_(worker)
    assert phone.post(f"/field/things/{extinguisher.code}/", sent).status_code == 302
    case = Case.objects.get()
    for browser, face in ((phone, "field"), (as_(head), "desk")):
        page = browser.get(f"/{face}/things/{extinguisher.code}/")
        assert f"/{face}/cases/{case.pk}/" in page.content.decode()
        assert_no_english(page.content)
        assert browser.get(f"/{face}/cases/{case.pk}/").status_code == 200
    assert "工作人员发现" in as_(head).get(f"/desk/cases/{case.pk}/").content.decode()


def test_the_head_plans_a_round(
    as_: Browser, world: World, checklist: Checklist, worker: Actor, head: Actor
) -> None:
    other = world.post("grid_worker", world.grid)
    browser = as_(head)
    assert_no_english(browser.get("/desk/rounds/plans/new/").content, allow=RULES)
    sent = {
        "id": str(uuid4()), "name": "夜间巡查", "family": "patrol", "area": world.grid.pk, "over": "stops",
        "stops": "东门\n西门", "checklist_key": "patrol", "rhythm": "weekly", "rhythm_days": ["MO", "TH"],
        "holidays": "skip", "starts_at": "20:00", "hours": "2", "grace": "1", "posts": [worker.post_id],
        "turns": "one", "proof": "either",
    }  # fmt: skip
    assert browser.post("/desk/rounds/plans/new/", sent).status_code == 302
    assert browser.post("/desk/rounds/plans/new/", sent).status_code == 302
    plan = Plan.objects.get()
    assert [stop.name for stop in plan.stops.all()] == ["东门", "西门"]
    wrong = browser.post(
        "/desk/rounds/plans/new/", {**sent, "id": str(uuid4()), "rhythm": "other", "rhythm_rule": "often"}
    )
    assert wrong.status_code == 400
    goers = f"/desk/rounds/plans/{plan.pk}/goers/"
    assert browser.post(goers, {"posts": [other.post_id]}).status_code == 302
    assert [one.post_id for one in plan.going.all()] == [other.post_id]
    for path in ("/desk/rounds/", "/desk/rounds/plans/", f"/desk/rounds/plans/{plan.pk}/"):
        page = browser.get(path)
        assert page.status_code == 200
        assert_no_english(page.content, allow=RULES)


def test_the_head_gives_a_round_to_another_and_calls_it_off(
    as_: Browser, world: World, occurrence: Occurrence, head: Actor
) -> None:
    other, browser = world.post("grid_worker", world.grid), as_(head)
    path = f"/desk/rounds/{occurrence.pk}/"
    assert_no_english(browser.get(path).content)
    assert browser.post(path, {"verb": "reassign", "post": other.post_id}).status_code == 302
    occurrence.refresh_from_db()
    assert occurrence.person_id == other.person_id
    assert browser.post(path, {"verb": "cancel", "reason": ""}).status_code == 400
    assert browser.post(path, {"verb": "cancel", "reason": "下暴雨"}).status_code == 302
    occurrence.refresh_from_db()
    assert occurrence.state == State.CANCELLED
