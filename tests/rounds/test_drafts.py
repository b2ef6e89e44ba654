"""A checklist is changed in a draft: what is in force stays as it is until the draft is put in force."""

from datetime import timedelta

import pytest

from mulin.lib.clock import Frozen
from mulin.lib.errors import BadInput, NotAllowed, NotFound, WrongState
from mulin.people.access import Actor
from mulin.reactions.clockwork import tick_all
from mulin.rounds.actions.change_items import drop_item, move_item, put_item
from mulin.rounds.actions.check import Given, On, check
from mulin.rounds.actions.draft_checklist import discard_draft, draft_checklist, name_draft, publish_draft
from mulin.rounds.actions.items import NewItem
from mulin.rounds.actions.publish_checklist import publish_checklist
from mulin.rounds.kinds import State
from mulin.rounds.models import Answer, Checklist, Occurrence
from mulin.rounds.queries.checklists import all_lists, checklist_by_key, users_of
from mulin.things.models import Thing
from tests.rounds.conftest import HOUSE, ITEMS, patrol
from tests.support.world import World

CLEAN = NewItem("clean", "环境整洁", "yes_no", bad=["no"], opens="T:0601")


def codes(checklist: Checklist) -> list[str]:
    return list(checklist.items.order_by("order").values_list("code", flat=True))


def test_a_draft_is_a_copy_and_changes_nothing_in_force(checklist: Checklist) -> None:
    draft = draft_checklist("patrol", by=HOUSE)
    assert draft_checklist("patrol", by=HOUSE) == draft
    assert codes(draft) == codes(checklist)
    put_item(draft, CLEAN, by=HOUSE)
    name_draft(draft, name="巡查", note="每天一遍", by=HOUSE)
    assert checklist_by_key("patrol") == checklist
    assert codes(checklist) == [item.code for item in ITEMS]
    assert [(one.force, one.draft, one.past) for one in all_lists()] == [(checklist, draft, [])]


def test_items_are_added_changed_moved_and_taken_out(checklist: Checklist) -> None:
    draft = draft_checklist("patrol", by=HOUSE)
    put_item(draft, CLEAN, by=HOUSE)
    put_item(draft, NewItem("passage", "通道", "yes_no", bad=["no"]), by=HOUSE)
    assert draft.items.get(code="passage").order == 1
    move_item(draft, "clean", up=True, by=HOUSE)
    assert codes(draft)[-2:] == ["clean", "note"]
    move_item(draft, "passage", up=True, by=HOUSE)
    assert codes(draft)[0] == "passage"
    drop_item(draft, "note", by=HOUSE)
    drop_item(draft, "note", by=HOUSE)
    assert "note" not in codes(draft)
    assert list(draft.items.order_by("order").values_list("order", flat=True)) == list(range(1, 9))


@pytest.mark.parametrize(
    "item",
    [
        NewItem("a", "", "yes_no"),
        NewItem("a", "问", "choice", choices=[("x", "一个")]),
        NewItem("a", "问", "number", low=3, high=2),
        NewItem("a", "问", "yes_no", bad=["perhaps"]),
        NewItem("a", "问", "yes_no", opens="T:9999"),
        NewItem("a", "问", "yes_no", shown_if={"item": "nothing", "is": ["yes"]}),
        NewItem("a", "问", "yes_no", shown_if={"item": "door", "is": ["gone"]}),
    ],
)
def test_what_cannot_be_asked_is_refused(checklist: Checklist, item: NewItem) -> None:
    draft = draft_checklist("patrol", by=HOUSE)
    with pytest.raises(BadInput):
        put_item(draft, item, by=HOUSE)
    assert codes(draft) == codes(checklist)


def test_what_another_item_depends_on_stays_before_it(checklist: Checklist) -> None:
    draft = draft_checklist("patrol", by=HOUSE)
    with pytest.raises(WrongState):
        drop_item(draft, "door", by=HOUSE)
    with pytest.raises(BadInput):
        move_item(draft, "hinge", up=True, by=HOUSE)
    with pytest.raises(BadInput):
        put_item(draft, NewItem("door", "防火门", "note"), by=HOUSE)


def test_put_in_force_open_rounds_keep_their_edition_and_plans_take_the_new_one(
    world: World, checklist: Checklist, worker: Actor, now: Frozen
) -> None:
    plan = patrol(world.grid, worker)
    now.tick(timedelta(minutes=1))
    tick_all()
    draft = draft_checklist("patrol", by=HOUSE)
    put_item(draft, CLEAN, by=HOUSE)
    made = publish_draft(draft, by=HOUSE)
    assert (made.edition, checklist_by_key("patrol")) == (2, made)
    open_round = Occurrence.objects.get(state=State.OPEN)
    assert open_round.checklist == checklist
    check(On(checklist.pk, open_round), Given({"passage": "yes"}), by=worker)
    assert set(Answer.objects.values_list("item__checklist", flat=True)) == {checklist.pk}
    now.tick(timedelta(days=1))
    tick_all()
    assert plan.occurrences.latest("seq").checklist == made
    with pytest.raises(WrongState):
        publish_draft(made, by=HOUSE)
    with pytest.raises(WrongState):
        put_item(made, CLEAN, by=HOUSE)
    assert users_of("patrol") == [plan.name]


def test_nobody_goes_round_with_a_draft(worker: Actor, extinguisher: Thing) -> None:
    draft = draft_checklist("patrol", by=HOUSE)
    with pytest.raises(NotFound):
        check(On(draft.pk, thing=extinguisher), Given({"passage": "yes"}), by=worker)


def test_a_new_list_begins_empty_and_is_not_put_in_force_so(checklist: Checklist) -> None:
    draft = draft_checklist("pool", name="泳池检查", by=HOUSE)
    with pytest.raises(BadInput):
        publish_draft(draft, by=HOUSE)
    put_item(draft, NewItem("water", "水质达标", "yes_no", bad=["no"]), by=HOUSE)
    assert publish_draft(draft, by=HOUSE).edition == 1


def test_thrown_away_or_overtaken_what_is_in_force_stays(checklist: Checklist) -> None:
    discard_draft(draft_checklist("patrol", by=HOUSE), by=HOUSE)
    assert list(Checklist.objects.all()) == [checklist]
    draft = draft_checklist("patrol", by=HOUSE)
    publish_checklist("patrol", name="日常巡查", items=[CLEAN], by=HOUSE)
    assert publish_draft(draft, by=HOUSE).edition == 3


def test_only_who_keeps_the_catalogue(checklist: Checklist, head: Actor) -> None:
    with pytest.raises(NotAllowed):
        draft_checklist("patrol", by=head)
    draft = draft_checklist("patrol", by=HOUSE)
    for refused in (
        lambda: put_item(draft, CLEAN, by=head),
        lambda: drop_item(draft, "note", by=head),
        lambda: publish_draft(draft, by=head),
        lambda: discard_draft(draft, by=head),
    ):
        with pytest.raises(NotAllowed):
            refused()
