"""Monthly summary and quarterly review: one plan family, ended by what was decided."""

from datetime import timedelta

import pytest

from mulin.cases.actions.report import Place, report
from mulin.cases.models import Case
from mulin.lib import clock
from mulin.lib.clock import Frozen
from mulin.lib.errors import NotAllowed, WrongState
from mulin.people.access import Actor
from mulin.reactions.clockwork import tick
from mulin.rounds.actions.hold_meeting import NewDecision, hold_meeting
from mulin.rounds.actions.settle import settle
from mulin.rounds.kinds import State
from mulin.rounds.models import Checklist, Decision, Occurrence
from mulin.rounds.queries.audit import misfits
from mulin.rounds.queries.meetings import stuck_cases
from tests.field.conftest import Browser, as_
from tests.rounds.conftest import patrol, post_of
from tests.support.chinese import assert_no_english
from tests.support.world import World

__all__ = ["as_"]


@pytest.fixture
def secretary(world: World) -> Actor:
    return world.post("community_secretary", world.community)


@pytest.fixture
def review(world: World, secretary: Actor, now: Frozen) -> Occurrence:
    patrol(
        world.community,
        secretary,
        family="review",
        name="第一季度调度会",
        checklist_key="",
        rhythm="FREQ=DAILY",
    )
    tick()
    return Occurrence.objects.get()


def test_what_is_stuck_gets_a_post_and_a_day(
    world: World, secretary: Actor, head: Actor, review: Occurrence
) -> None:
    case, _new = report(by=world.resident(), door="resident", text="路灯不亮", place=Place(area=world.grid))
    Case.objects.filter(pk=case.pk).update(late=True)
    assert [one.pk for one in stuck_cases(secretary, review)] == [case.pk]
    given = NewDecision("路灯由谁修", post_of(head), clock.today() + timedelta(days=7), case.pk)
    first = hold_meeting(review, minutes="议了三件事", decisions=[given], by=secretary)
    again = hold_meeting(review, minutes="议了三件事", decisions=[given], by=secretary)
    review.refresh_from_db()
    assert (first.pk, review.state, Decision.objects.count()) == (again.pk, State.DONE, 1)
    decision = Decision.objects.get()
    with pytest.raises(NotAllowed):
        settle(decision, answer="随便", by=world.resident())
    settle(decision, answer="供电公司五日内修好", by=head)
    decision.refresh_from_db()
    assert decision.done_at is not None
    assert list(misfits()) == []


def test_a_patrol_is_no_meeting_and_a_stranger_holds_none(
    world: World, worker: Actor, checklist: Checklist, secretary: Actor, review: Occurrence
) -> None:
    with pytest.raises(NotAllowed):
        hold_meeting(review, minutes="x", decisions=[], by=world.resident())
    patrol(world.grid, worker)
    tick()
    walk = Occurrence.objects.get(family="patrol")
    with pytest.raises(WrongState):
        hold_meeting(walk, minutes="x", decisions=[], by=secretary)


def test_a_meeting_on_the_pages(as_: Browser, secretary: Actor, head: Actor, review: Occurrence) -> None:
    browser = as_(secretary)
    path = f"/desk/meetings/{review.pk}/"
    assert_no_english(browser.get(path).content)
    day = clock.today() + timedelta(days=9)
    sent = {
        "minutes": "议了楼道堆物",
        "about-0": "堆物清理",
        "post-0": secretary.post_id,
        "by-0": day.isoformat(),
    }
    assert browser.post(path, {**sent, "minutes": ""}).status_code == 400
    assert browser.post(path, {**sent, "by-0": "soon"}).status_code == 400
    assert browser.post(path, sent).status_code == 302
    assert_no_english(browser.get(path).content)
    listed = browser.get("/desk/decisions/")
    assert "堆物清理" in listed.content.decode()
    assert_no_english(listed.content)
    decision = Decision.objects.get()
    assert browser.post("/desk/decisions/", {"decision": decision.pk, "answer": "已清"}).status_code == 302
