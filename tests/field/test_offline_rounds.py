"""A round's checklist on a phone without network: one check however often it is sent; two who fill in one are told."""

from mulin.cases.models import Case
from mulin.files.models import Attachment
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.models import Post
from mulin.rounds.actions.items import NewItem
from mulin.rounds.actions.make_due import make_due
from mulin.rounds.actions.make_plan import NewPlan, make_plan
from mulin.rounds.actions.publish_checklist import publish_checklist
from mulin.rounds.kinds import Family
from mulin.rounds.models import Check, Occurrence, Plan
from tests.files.pictures import jpeg
from tests.support.chinese import assert_no_english
from tests.support.phone import Phone
from tests.support.world import World


def test_a_checklist_answered_on_the_phone_is_one_check(phone: Phone, world: World, worker: Actor) -> None:
    round_id = patrol_of(world, worker)
    sent = {"a-passage": "no", "n-passage": "纸箱堵住了", "a-bikes": "3"}
    act = phone.act(
        "round.check", f"{round_id}/0", fields=sent, photos={"p-passage": jpeg((64, 48)), "x": b"no picture"}
    )
    first = phone.send(act).json()
    assert first["outcome"] == "done"
    assert phone.send(act).json() == first
    made = Check.objects.get()
    assert (made.pk, made.findings, made.captured_at is not None) == (act[0], 1, True)
    opened = made.answers.get(item__code="passage").case_id
    assert Attachment.objects.filter(owner_id=str(opened)).count() == 1
    assert Occurrence.objects.get(pk=round_id).state == "done"
    assert Case.objects.filter(pk=opened).count() == 1


def test_a_checklist_that_others_filled_in_meanwhile_waits_for_a_decision(
    phone: Phone, world: World, worker: Actor
) -> None:
    round_id = patrol_of(world, worker)
    acts = [phone.act("round.check", f"{round_id}/0", fields={"a-passage": said}) for said in ("yes", "no")]
    assert [phone.send(act).json()["outcome"] for act in acts] == ["done", "conflict"]
    page = phone.client.get("/field/outbox/").content.decode()
    assert "消防通道畅通" in page
    assert_no_english(page)
    assert Check.objects.count() == 1
    for odd in ("", "x/1", f"{round_id}/99999999", f"{round_id}/7"):
        wrong = phone.act("round.check", odd, fields={"a-passage": "yes"})
        assert phone.send(wrong).json()["outcome"] == "refused"


def test_the_days_round_and_its_checklist_are_on_the_phone(phone: Phone, world: World, worker: Actor) -> None:
    round_id = patrol_of(world, worker)
    asked = {"device": phone.told["device"], "secret": phone.told["secret"], "have": {}}
    pages = phone.client.post("/field/pack/", asked, content_type="application/json").json()["pages"]
    assert 'data-act="round.check"' in pages[f"/field/rounds/{round_id}/"]["main"]
    assert f'data-subject="{round_id}/0"' in pages[f"/field/rounds/{round_id}/"]["main"]


def patrol_of(world: World, worker: Actor) -> object:
    """A daily round of the worker's grid that is due now."""
    world.kind("0601")
    items = [
        NewItem("passage", "消防通道畅通", "yes_no", bad=["no"], opens="T:0601"),
        NewItem("bikes", "占道停放的非机动车", "number", required=False, unit="辆", low=0, high=10),
    ]
    publish_checklist("patrol", name="日常巡查", items=items, by=Actor.system("tests"))
    given = NewPlan(
        family=Family.PATROL, name="第一网格日常巡查", area=world.grid, rhythm="FREQ=DAILY",
        checklist_key="patrol", posts=[Post.objects.get(pk=worker.posts[0].post_id)], proof="none",
    )  # fmt: skip
    plan = make_plan(given, by=Actor.system("tests"))
    Plan.objects.filter(pk=plan.pk).update(next_at=clock.now())
    make_due()
    return Occurrence.objects.get().pk
