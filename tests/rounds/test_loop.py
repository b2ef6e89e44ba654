"""A plan comes due, is gone over, what fails becomes a case; what is missed is told to the head."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from mulin.cases.kinds import State as CaseState
from mulin.cases.models import Case
from mulin.catalogue.kinds import Door
from mulin.files.rules import clean_photo
from mulin.lib.clock import LOCAL, Frozen
from mulin.lib.errors import BadInput, NotAllowed, NotFound, WrongState
from mulin.notices.models import Notice
from mulin.people.access import Actor
from mulin.reactions.clockwork import tick
from mulin.reactions.relay import relay_all
from mulin.rounds.actions.check import Check, Given, On, check
from mulin.rounds.actions.finish import finish
from mulin.rounds.actions.make_plan import NewStop
from mulin.rounds.actions.placing import Spot
from mulin.rounds.actions.stop_plan import stop_plan
from mulin.rounds.kinds import Proof, State, TaskState
from mulin.rounds.models import Checklist, Occurrence, Seen
from mulin.rounds.queries.audit import misfits
from mulin.rounds.queries.lists import day_rounds
from mulin.things.models import Thing
from tests.files.pictures import jpeg
from tests.rounds.conftest import patrol
from tests.support.world import World

FINE = {"passage": "yes"}


def filled(
    occurrence: Occurrence, by: Actor, answers: dict[str, str] | None = None, **more: object
) -> tuple[Check, bool]:
    on = On(occurrence.checklist_id or 0, occurrence)
    given = Given(FINE if answers is None else answers, notes={"passage": "一辆面包车"})
    return check(on, given, by=by, **more)  # type: ignore[arg-type] # the test's own words


def due(world: World, worker: Actor, now: Frozen, **more: object) -> Occurrence:
    patrol(world.grid, worker, **more)
    tick()
    return Occurrence.objects.get()


def test_a_patrol_comes_due_and_ends_with_its_check(
    world: World, checklist: Checklist, worker: Actor, now: Frozen
) -> None:
    occurrence = due(world, worker, now)
    assert (occurrence.person_id, occurrence.post_id) == (worker.person_id, worker.post_id)
    assert occurrence.opens_at == datetime(2026, 3, 2, 8, 30, tzinfo=LOCAL)
    assert [one.pk for one in day_rounds(worker)] == [occurrence.pk]
    filled(occurrence, worker)
    occurrence.refresh_from_db()
    assert (occurrence.state, occurrence.by_person_id) == (State.DONE, worker.person_id)
    assert not day_rounds(worker).exists()
    assert Seen.objects.filter(kind="area", ref_id=world.grid.pk).exists()
    assert list(misfits()) == []


def test_nothing_is_made_ahead_and_nothing_twice(
    world: World, checklist: Checklist, worker: Actor, now: Frozen
) -> None:
    plan = patrol(world.grid, worker)
    tick()
    tick()
    assert Occurrence.objects.count() == 1
    plan.refresh_from_db()
    assert plan.next_at == datetime(2026, 3, 3, 8, 30, tzinfo=LOCAL)
    now.move_to(datetime(2026, 3, 9, 7, tzinfo=LOCAL))
    while tick():
        pass
    days = sorted(one.opens_at.astimezone(LOCAL).day for one in Occurrence.objects.all())
    assert days == [2, 3, 4, 5, 6]
    assert list(misfits()) == []


def test_a_failing_answer_opens_the_case_it_names(
    world: World, checklist: Checklist, worker: Actor, now: Frozen
) -> None:
    occurrence = due(world, worker, now)
    on, photo = On(checklist.pk, occurrence), clean_photo(jpeg((64, 48)))
    answers = {"passage": "no", "door": "broken", "hinge": "yes", "bikes": "4"}
    made, _new = check(
        on, Given(answers, {"passage": "一辆面包车堵着"}, {"passage": [photo]}), by=worker, id=uuid4()
    )
    cases = {case.kind.code: case for case in Case.objects.select_related("kind") if case.kind}
    assert made.findings == 2
    assert set(cases) == {"0601", "0605"}
    found = cases["0601"]
    assert (found.door, found.state, found.grid_id) == (Door.PATROL, CaseState.REPORTED, world.grid.pk)
    assert "面包车" in found.words.get().text
    assert found.entered_by_post_id == worker.post_id
    assert list(misfits()) == []


def test_the_same_check_sent_twice_is_one(
    world: World, checklist: Checklist, worker: Actor, head: Actor, now: Frozen
) -> None:
    occurrence, name = due(world, worker, now), uuid4()
    first, new = filled(occurrence, worker, {"passage": "no"}, id=name)
    again, repeated = filled(occurrence, worker, {"passage": "no"}, id=name)
    assert (first.pk, new, repeated) == (again.pk, True, False)
    assert Case.objects.count() == 1
    with pytest.raises(NotFound):
        filled(occurrence, head, id=name)


def test_wrong_answers_are_named_and_nothing_is_kept(
    world: World, checklist: Checklist, worker: Actor, now: Frozen
) -> None:
    occurrence = due(world, worker, now)
    with pytest.raises(BadInput) as refusal:
        filled(occurrence, worker, {"bikes": "many", "expiry": "tomorrow", "door": "blue"})
    assert set(refusal.value.fields) == {"passage", "bikes", "expiry", "door"}
    assert not Check.objects.exists()


def test_a_stranger_goes_nowhere(world: World, checklist: Checklist, worker: Actor, now: Frozen) -> None:
    occurrence = due(world, worker, now)
    for stranger in (
        world.resident(),
        world.post("checker", world.grid),
        world.post("volunteer", world.grid),
    ):
        with pytest.raises(NotAllowed):
            filled(occurrence, stranger)


def test_what_is_missed_is_told_to_the_head(
    world: World, checklist: Checklist, worker: Actor, head: Actor, now: Frozen
) -> None:
    occurrence = due(world, worker, now)
    now.move_to(occurrence.miss_at)
    tick()
    occurrence.refresh_from_db()
    assert occurrence.state == State.MISSED
    relay_all()
    assert Notice.objects.get(template="missed").person_id == head.person_id
    assert list(misfits()) == []


def test_what_the_phone_had_in_time_counts_though_it_came_late(
    world: World, checklist: Checklist, worker: Actor, now: Frozen
) -> None:
    occurrence = due(world, worker, now)
    captured = occurrence.due_at
    now.move_to(occurrence.miss_at + timedelta(hours=1))
    tick()
    late = Occurrence.objects.create(
        plan=occurrence.plan, seq=2, family=occurrence.family, checklist=checklist, post_id=worker.post_id,
        opens_at=occurrence.opens_at, due_at=occurrence.due_at, miss_at=occurrence.miss_at, state=State.MISSED,
        ended_at=occurrence.miss_at,
    )  # fmt: skip
    filled(occurrence, worker, captured_at=captured)
    filled(late, worker)
    occurrence.refresh_from_db()
    late.refresh_from_db()
    assert (occurrence.state, occurrence.captured_at) == (State.DONE, captured)
    assert (late.state, late.checks.count()) == (State.MISSED, 1)


def test_an_end_that_the_phone_had_in_time_counts_though_it_came_late(
    world: World, checklist: Checklist, worker: Actor, now: Frozen
) -> None:
    occurrence = due(world, worker, now, over="stops", stops=[NewStop("一层"), NewStop("顶层")])
    captured = occurrence.due_at
    now.move_to(occurrence.miss_at + timedelta(hours=1))
    tick()
    first = occurrence.tasks.order_by("order")[0]
    check(On(checklist.pk, occurrence, first), Given(FINE), by=worker, captured_at=captured)
    with pytest.raises(WrongState):
        finish(occurrence, reason="顶层在施工", by=worker)
    finish(occurrence, reason="顶层在施工", by=worker, captured_at=captured)
    occurrence.refresh_from_db()
    assert (occurrence.state, occurrence.captured_at) == (State.DONE, captured)
    assert list(misfits()) == []


def test_proof_is_a_code_or_one_position(
    world: World, checklist: Checklist, worker: Actor, extinguisher: Thing, now: Frozen
) -> None:
    stops = [NewStop("一层", thing=extinguisher), NewStop("顶层")]
    occurrence = due(world, worker, now, over="stops", stops=stops, proof=Proof.EITHER)
    with pytest.raises(WrongState):
        finish(occurrence, reason="下雨", by=worker)
    first, second = occurrence.tasks.order_by("order")
    on = On(checklist.pk, occurrence, first, extinguisher)
    with pytest.raises(BadInput, match="code"):
        check(on, Given(FINE), by=worker)
    with pytest.raises(BadInput, match="code"):
        check(on, Given(FINE), by=worker, spot=Spot(code="elsewhere"))
    made, _new = check(on, Given(FINE), by=worker, spot=Spot(code=extinguisher.code))
    assert (made.shown, made.lng) == ("code", None)
    with pytest.raises(BadInput, match="reason"):
        finish(occurrence, reason=" ", by=worker)
    finish(occurrence, reason="顶层在施工", by=worker)
    occurrence.refresh_from_db()
    second.refresh_from_db()
    assert (occurrence.state, occurrence.tasks_left, second.state) == (State.DONE, 1, TaskState.PASSED)
    assert list(misfits()) == []


def test_an_expiring_extinguisher_is_due_before_it_expires(
    world: World, checklist: Checklist, worker: Actor, extinguisher: Thing, now: Frozen
) -> None:
    on = On(checklist.pk, thing=extinguisher)
    check(on, Given({**FINE, "expiry": "2026-04-20"}), by=worker)
    extinguisher.refresh_from_db()
    assert (str(extinguisher.expires_on), str(extinguisher.next_check_on)) == ("2026-04-20", "2026-03-21")
    patrol(
        world.grid,
        worker,
        over="things",
        thing_kinds=["extinguisher"],
        checklist_key="",
        rhythm="FREQ=WEEKLY;BYDAY=MO",
    )
    tick()
    assert not Occurrence.objects.exists()
    now.move_to(datetime(2026, 3, 23, 9, tzinfo=LOCAL))
    while tick():
        pass
    occurrence = Occurrence.objects.get()
    assert [task.thing_id for task in occurrence.tasks.all()] == [extinguisher.pk]


def test_a_stopped_plan_calls_off_what_is_open(
    world: World, checklist: Checklist, worker: Actor, head: Actor, now: Frozen
) -> None:
    occurrence = due(world, worker, now)
    with pytest.raises(NotAllowed):
        stop_plan(occurrence.plan, by=worker)
    stop_plan(occurrence.plan, by=head)
    stop_plan(occurrence.plan, by=head)
    occurrence.refresh_from_db()
    assert occurrence.state == State.CANCELLED
    assert list(misfits()) == []
