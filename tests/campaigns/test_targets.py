"""A target's way: heard, talked, agreed, under way, done or declined; each refused where it does not fit."""

from uuid import uuid4

import pytest

from mulin.campaigns.access import target_for, worked_targets
from mulin.campaigns.actions.agree import agree
from mulin.campaigns.actions.assign import assign
from mulin.campaigns.actions.end_step import do_step, drop_step
from mulin.campaigns.actions.erase import erase_party, erase_target
from mulin.campaigns.actions.hear import hear
from mulin.campaigns.actions.settle import decline, finish, reopen
from mulin.campaigns.actions.talk import talk
from mulin.campaigns.kinds import TargetState
from mulin.campaigns.models import Party, Step, Talk, Target
from mulin.campaigns.queries import due, mine, open_steps
from mulin.campaigns.queries.audit import misfits
from mulin.lib.errors import BadInput, NotAllowed, NotFound, WrongState
from mulin.people.access import Actor
from mulin.people.models import Post
from mulin.trail.models import Event
from tests.campaigns.conftest import in_days
from tests.support.world import World

S = TargetState


def state(target: Target) -> str:
    target.refresh_from_db()
    return target.state


def test_the_list_knows_who_answers_for_it(target: Target, worker: Actor) -> None:
    assert target.post_id == worker.posts[0].post_id
    assert target.state == S.NOT_BEGUN
    assert list(misfits()) == []


def test_from_the_first_talk_to_done(target: Target, worker: Actor) -> None:
    owner = hear(target, role="owner", name="王建国", phone="15400000123", view="怕影响收租", by=worker)
    talk(target, party=owner, text="愿意配合，装修费各出一半。", next_on=in_days(3), by=worker)
    assert state(target) == S.TALKING
    assert target.next_on == in_days(3)
    first = agree(target, party=owner, text="月底前腾出后墙", by_on=in_days(2), by=worker)
    second = agree(target, text="联系安装队", by_on=in_days(9), by=worker)
    assert state(target) == S.AGREED
    assert target.next_on == in_days(2)
    assert [step.pk for step in open_steps([target.pk])[target.pk]] == [first.pk, second.pk]
    do_step(first, by=worker)
    assert state(target) == S.UNDER_WAY
    with pytest.raises(WrongState):
        finish(target, by=worker)
    drop_step(second, by=worker)
    finish(target, text="装好并试过", by=worker)
    assert state(target) == S.DONE
    assert target.next_on is None
    assert list(misfits()) == []


def test_nobody_declines_who_was_not_asked(target: Target, worker: Actor) -> None:
    with pytest.raises(WrongState):
        decline(target, reason="不想弄", by=worker)
    talk(target, text="说不想弄", by=worker)
    with pytest.raises(BadInput):
        decline(target, reason=" ", by=worker)
    step = agree(target, text="再想想", by_on=in_days(1), by=worker)
    decline(target, reason="明年要搬走", by=worker)
    decline(target, reason="明年要搬走", by=worker)
    step.refresh_from_db()
    assert step.dropped_at is not None
    assert state(target) == S.DECLINED
    talk(target, text="想通了", by=worker)
    assert state(target) == S.TALKING
    assert list(misfits()) == []


def test_what_was_done_is_taken_up_again_with_a_reason(target: Target, worker: Actor) -> None:
    finish(target, by=worker)
    with pytest.raises(WrongState):
        agree(target, text="再装一台", by_on=in_days(1), by=worker)
    reopen(target, reason="机器坏了", by=worker)
    assert state(target) == S.UNDER_WAY
    with pytest.raises(WrongState):
        reopen(target, reason="机器坏了", by=worker)


def test_what_is_sent_twice_is_done_once(target: Target, worker: Actor) -> None:
    ids = [uuid4() for _number in range(3)]
    for _again in range(2):
        party = hear(target, id=ids[0], role="tenant", name="李秀兰", view="可以", by=worker)
        talk(target, id=ids[1], party=party, text="可以", by=worker)
        step = agree(target, id=ids[2], text="签字", by_on=in_days(1), by=worker)
        do_step(step, by=worker)
    assert (Party.objects.count(), Talk.objects.count(), Step.objects.count()) == (1, 1, 1)
    verbs = [event.verb for event in Event.objects.filter(subject_kind="target").order_by("id")]
    assert verbs == ["target.added", "target.heard", "target.talked", "target.agreed", "target.step_done"]
    finish(target, by=worker)
    finish(target, by=worker)
    assert list(misfits()) == []


def test_wrong_days_and_strange_parties_are_named(target: Target, worker: Actor, world: World) -> None:
    for wrong in ({"text": ""}, {"text": "好", "next_on": in_days(-1)}, {"text": "长" * 2001}):
        with pytest.raises(BadInput):
            talk(target, by=worker, **wrong)  # type: ignore[arg-type] # one wrong field each
    with pytest.raises(BadInput):
        agree(target, text="好", by_on=in_days(-1), by=worker)
    with pytest.raises(BadInput):
        hear(target, role="king", by=worker)
    with pytest.raises(BadInput):
        hear(target, role="owner", phone="123", by=worker)


def test_others_neither_see_nor_touch_it(target: Target, worker: Actor, world: World) -> None:
    elsewhere = world.post("grid_worker", world.street)
    for stranger in (world.resident(), world.post("department_worker", world.district, world.water)):
        assert not worked_targets(stranger).exists()
        with pytest.raises(NotFound):
            target_for(stranger, target.pk)
        with pytest.raises(NotAllowed):
            talk(target, text="好", by=stranger)
    assert target_for(elsewhere, target.pk) == target
    leader = world.post("street_leader", world.street)
    with pytest.raises(NotFound):
        target_for(leader, target.pk)


def test_only_who_runs_the_campaign_gives_a_target_to_another(
    target: Target, worker: Actor, secretary: Actor, world: World
) -> None:
    other = world.post("micro_grid_worker", world.micro)
    post = Post.objects.get(pk=other.posts[0].post_id)
    with pytest.raises(NotAllowed):
        assign(target, post=post, by=worker)
    assign(target, post=post, by=secretary)
    assign(target, post=post, by=secretary)
    assert Event.objects.filter(verb="target.assigned").count() == 1
    talk(target, text="我来谈", next_on=in_days(1), by=other)
    assert [one.pk for one in due(other)] == [target.pk]
    assert not mine(worker).exists()
    with pytest.raises(BadInput):
        assign(target, post=Post.objects.get(pk=secretary.posts[0].post_id), by=secretary)


def test_words_are_sealed_leave_no_trace_in_the_history_and_go_when_erased(
    target: Target, worker: Actor
) -> None:
    owner = hear(target, role="owner", name="王建国", phone="15400000123", view="怕影响收租", by=worker)
    talk(target, party=owner, text="儿子在外地，等他回来", by=worker)
    talk(target, text="跟邻居打了招呼", by=worker)
    history = str(list(Event.objects.filter(subject_kind="target").values_list("data", flat=True)))
    assert not any(word in history for word in ("王建国", "15400000123", "儿子", "收租"))
    erase_party(owner, by=worker)
    erase_party(owner, by=worker)
    owner.refresh_from_db()
    assert (owner.name, owner.phone, owner.text) == (None, None, None)
    assert sorted(str(one.text) for one in Talk.objects.all()) == ["None", "跟邻居打了招呼"]
    erase_target(target, by=worker)
    assert {one.text for one in Talk.objects.all()} == {None}
    assert list(misfits()) == []


def test_the_check_sees_a_state_that_was_changed_by_hand(target: Target) -> None:
    Target.objects.filter(pk=target.pk).update(state=S.DONE)
    assert "state done" in next(misfits())
