"""Things, campaigns, the diary and lines of one's own on a phone without network."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mulin.campaigns.actions.agree import agree
from mulin.campaigns.actions.end import end
from mulin.campaigns.actions.settle import decline
from mulin.campaigns.actions.talk import talk
from mulin.campaigns.models import Party, Step, Talk, Target
from mulin.cases.models import Case
from mulin.devices.models import Act
from mulin.diary.models import DiaryEntry
from mulin.files.models import Attachment
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.places.kinds import Rank
from mulin.rounds.actions.publish_checklist import NewItem
from mulin.rounds.models import Check, OwnEntry
from mulin.things.actions.retire_thing import retire_thing
from mulin.trail.models import Event
from tests.field.conftest import Browser
from tests.field.rooms import HOUSE, checklist_of_extinguishers, extinguisher, shop
from tests.files.pictures import jpeg
from tests.support.chinese import assert_no_english
from tests.support.phone import Phone
from tests.support.world import World, make_area

MORNING = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
LATER = timedelta(hours=3)


def outcome(phone: Phone, what: str, subject: object = "", **more: object) -> str:
    said: str = phone.send(phone.act(what, subject, **more)).json()["outcome"]
    return said


def test_the_checklist_of_a_thing_is_one_check_on_the_edition_the_phone_had(
    phone: Phone, world: World
) -> None:
    thing = extinguisher(world)
    had = str(Check._meta.get_field("checklist").related_model.objects.get().pk)
    sent = {"a-hangs": "no", "n-hangs": "被人挪走了", "edition": had}
    act = phone.act("thing.check", thing.code, fields=sent, photos={"p-hangs": jpeg((64, 48)), "x": b"none"})
    checklist_of_extinguishers(NewItem("seal", "铅封完好", "yes_no"))
    first = phone.send(act).json()
    assert first["outcome"] == "done"
    assert phone.send(act).json() == first
    made = Check.objects.get()
    assert (made.pk, made.findings, str(made.checklist_id)) == (act[0], 1, had)
    assert Attachment.objects.filter(owner_id=str(Case.objects.get().pk)).count() == 1


def test_a_thing_out_of_use_or_reach_refuses_and_a_missing_answer_is_put_right(
    phone: Phone, world: World, as_: Browser
) -> None:
    thing = extinguisher(world)
    act = phone.act(
        "thing.check", thing.code, fields={"n-hangs": "看不清"}, photos={"p-hangs": jpeg((64, 48))}
    )
    told = phone.send(act).json()
    assert (told["outcome"], set(told["wrong"])) == ("refused", {"hangs"})
    assert "灭火器在位" in phone.client.get("/field/outbox/").content.decode()
    address = f"/field/acts/{act[0]}/mend/"
    form = phone.client.post(address).content.decode()
    assert "看不清" in form
    assert "data-act" not in form
    phone.client.post(address, {"a-hangs": "no", "n-hangs": "看不清", "mended": "1"})
    assert Check.objects.get().pk == act[0]
    assert Attachment.objects.filter(owner_id=str(Case.objects.get().pk)).count() == 1
    beside = make_area("第二网格", Rank.GRID, world.community)
    stranger = Phone(as_(world.post("grid_worker", beside))).enrol()
    assert outcome(stranger, "thing.check", thing.code, fields={"a-hangs": "yes"}) == "refused"
    assert outcome(phone, "thing.look", thing.code, fields={"a-hangs": "yes"}) == "refused"
    retire_thing(thing, by=HOUSE)
    assert outcome(phone, "thing.check", thing.code, fields={"a-hangs": "yes"}) == "refused"


def test_a_talk_and_a_step_keep_both_moments_and_arrive_once(
    phone: Phone, world: World, worker: Actor
) -> None:
    with clock.frozen(MORNING) as time:
        target = shop(world, worker)
        seen = target.version
        acts = [
            phone.act("target.hear", target.pk, seen=seen, fields={"role": "owner", "name": "王小明"}),
            phone.act(
                "target.talk", target.pk, seen=seen, fields={"text": "愿意装", "next_on": "2026-03-02"}
            ),
            phone.act(
                "target.agree", target.pk, seen=seen, fields={"text": "买净化器", "by_on": "2026-03-02"}
            ),
        ]
        time.tick(timedelta(days=2))
        for act in (*acts, *acts):
            assert phone.send(act).json()["outcome"] == "done", act
        step = Step.objects.get()
        assert outcome(phone, "target.step", target.pk, seen=seen, fields={"row": str(step.pk)}) == "done"
    made = Talk.objects.get()
    assert (made.pk, made.held_at, made.captured_at) == (acts[1][0], MORNING, MORNING)
    assert (step.pk, step.at, Party.objects.get().pk) == (acts[2][0], MORNING, acts[0][0])
    event = Event.objects.get(verb="target.talked")
    assert (event.captured_at, event.at) == (MORNING, MORNING + timedelta(days=2))
    target.refresh_from_db()
    assert (target.state, Act.objects.count()) == ("under_way", 4)


def test_two_who_went_on_at_one_target_are_both_shown_and_the_person_decides(
    phone: Phone, world: World, worker: Actor
) -> None:
    target = shop(world, worker)
    seen = target.version
    mine = phone.act("target.talk", target.pk, seen=seen, fields={"text": "店主愿意装"})
    beside = phone.act("target.agree", target.pk, seen=seen, fields={"text": "量尺寸", "by_on": "2126-01-01"})
    talk(target, text="房东不同意打孔", by=HOUSE)
    decline(target, reason="房东不肯", by=HOUSE)
    assert [phone.send(act).json()["outcome"] for act in (mine, beside)] == ["conflict", "conflict"]
    page = phone.client.get("/field/outbox/").content.decode()
    for words in ("店主愿意装", "房东不同意打孔", "房东不肯", "量尺寸"):
        assert words in page
    assert_no_english(page)
    target.refresh_from_db()
    phone.client.post(f"/field/acts/{mine[0]}/again/", {"seen": target.version})
    phone.client.post(f"/field/acts/{beside[0]}/drop/")
    assert {one.text for one in Talk.objects.all()} == {"店主愿意装", "房东不同意打孔"}


def test_a_target_refuses_strangers_states_and_wrong_input(
    phone: Phone, world: World, worker: Actor, as_: Browser
) -> None:
    target = shop(world, worker)
    other = Phone(as_(world.post("property_worker", world.street))).enrol()
    assert outcome(other, "target.talk", target.pk, fields={"text": "谈过了"}) == "refused"
    assert "早餐铺" not in other.client.get("/field/outbox/").content.decode()
    for what, subject in (("target.talk", "x"), ("target.dance", target.pk), ("target.step", target.pk)):
        assert outcome(phone, what, subject, fields={"text": "谈过了"}) == "refused"
    assert outcome(phone, "target.decline", target.pk, fields={"reason": "不肯"}) == "refused"
    act = phone.act(
        "target.agree", target.pk, seen=target.version, fields={"text": "买净化器", "by_on": "明天"}
    )
    told = phone.send(act).json()
    assert (told["outcome"], set(told["wrong"])) == ("refused", {"by_on"})
    address = f"/field/acts/{act[0]}/mend/"
    assert "买净化器" in phone.client.post(address).content.decode()
    phone.client.post(address, {"text": "买净化器", "by_on": "2126-01-01", "mended": "1", "seen": ""})
    assert Step.objects.get().pk == act[0]
    late = phone.act("target.talk", target.pk, fields={"text": "谈过了"})
    end(target.campaign, by=HOUSE)
    assert phone.send(late).json()["outcome"] == "refused"
    assert "谈过了" in phone.client.get("/field/outbox/").content.decode()


def test_a_line_of_the_diary_is_one_line_of_its_day(phone: Phone, world: World) -> None:
    sent = {"text": "几户说晚上狗叫。", "theme": "environment", "area": str(world.grid.pk)}
    with clock.frozen(MORNING) as time:
        act = phone.act("diary.write", fields=sent)
        time.tick(timedelta(days=1))
        first = phone.send(act).json()
        assert phone.send(act).json() == first
    assert first["outcome"] == "done"
    entry = DiaryEntry.objects.get()
    assert (entry.pk, entry.on, entry.captured_at) == (act[0], MORNING.date(), MORNING)
    assert entry.at == MORNING + timedelta(days=1)
    assert outcome(phone, "diary.erase", entry.pk) == "done"
    assert outcome(phone, "diary.erase", entry.pk) == "done"
    entry.refresh_from_db()
    assert entry.text is None


def test_the_diary_refuses_strangers_and_names_what_is_wrong(
    phone: Phone, world: World, as_: Browser
) -> None:
    stranger = Phone(as_(world.post("property_worker", world.street))).enrol()
    sent = {"text": "几户说晚上狗叫。", "theme": "environment", "area": str(world.grid.pk)}
    assert outcome(stranger, "diary.write", fields=sent) == "refused"
    act = phone.act("diary.write", fields={**sent, "theme": ""})
    told = phone.send(act).json()
    assert (told["outcome"], set(told["wrong"])) == ("refused", {"theme"})
    address = f"/field/acts/{act[0]}/mend/"
    assert "几户说晚上狗叫" in phone.client.post(address).content.decode()
    assert not DiaryEntry.objects.exists()
    phone.client.post(address, {**sent, "mended": "1"})
    assert DiaryEntry.objects.get().pk == act[0]
    for what, subject in (("diary.erase", "x"), ("diary.erase", uuid4()), ("diary.sing", "")):
        assert outcome(phone, what, subject) == "refused"


def test_a_line_of_ones_own_is_noted_ticked_and_nobody_elses(
    phone: Phone, world: World, as_: Browser
) -> None:
    with clock.frozen(MORNING) as time:
        act = phone.act("own.note", fields={"text": "带卷尺", "due_on": ""})
        time.tick(timedelta(days=1))
        assert [phone.send(act).json()["outcome"] for _twice in range(2)] == ["done", "done"]
    entry = OwnEntry.objects.get()
    assert (entry.pk, entry.due_on, entry.made_at) == (act[0], MORNING.date(), MORNING)
    other = Phone(as_(world.post("grid_worker", world.grid))).enrol()
    assert outcome(other, "own.tick", entry.pk) == "refused"
    with clock.frozen(MORNING + LATER):
        assert outcome(phone, "own.tick", entry.pk) == "done"
    entry.refresh_from_db()
    assert entry.done_at == MORNING + LATER
    wrong = phone.act("own.note", fields={"text": "带卷尺", "due_on": "明天"})
    told = phone.send(wrong).json()
    assert (told["outcome"], set(told["wrong"])) == ("refused", {"due_on"})
    address = f"/field/acts/{wrong[0]}/mend/"
    assert "带卷尺" in phone.client.post(address).content.decode()
    phone.client.post(address, {"text": "带卷尺", "due_on": "2026-03-05", "mended": "1"})
    assert OwnEntry.objects.filter(pk=wrong[0]).exists()
    for what, subject in (("own.tick", "x"), ("own.sing", entry.pk)):
        assert outcome(phone, what, subject) == "refused"


@pytest.mark.parametrize("what", ["visit.keep", "thing.check", "target.talk", "diary.write", "own.note"])
def test_an_act_of_nothing_is_answered(phone: Phone, what: str) -> None:
    assert outcome(phone, what, "") == "refused"
    page = phone.client.get("/field/outbox/")
    assert page.status_code == 200
    assert_no_english(page.content.decode())
    act = Act.objects.get()
    assert phone.client.post(f"/field/acts/{act.pk}/mend/").status_code in {302, 400}


def test_agreed_by_others_meanwhile_stands_beside_ones_own(phone: Phone, world: World, worker: Actor) -> None:
    target = shop(world, worker)
    act = phone.act(
        "target.agree", target.pk, seen=target.version, fields={"text": "量尺寸", "by_on": "2126-01-01"}
    )
    agree(target, text="换门头", by_on=clock.today() + timedelta(days=5), by=HOUSE)
    assert phone.send(act).json()["outcome"] == "done"
    assert Target.objects.get().state == "agreed"
    assert Step.objects.count() == 2


def test_photos_added_while_mending_go_along_and_what_is_closed_again_opens_again(
    phone: Phone, world: World
) -> None:
    thing = extinguisher(world)
    act = phone.act(
        "thing.check", thing.code, fields={"n-hangs": "看不清"}, photos={"p-hangs": jpeg((64, 48))}
    )
    assert phone.send(act).json()["outcome"] == "refused"
    address = f"/field/acts/{act[0]}/mend/"
    for _turn in range(3):
        many = [SimpleUploadedFile(f"{number}.jpg", jpeg((16, 12)), "image/jpeg") for number in range(18)]
        sent = {"n-hangs": "还是看不清", "p-hangs": many, "mended": "1"}
        assert phone.client.post(address, sent).status_code == 400
    page = phone.client.get("/field/outbox/").content.decode()
    assert "还是看不清" in page
    more = SimpleUploadedFile("more.jpg", jpeg((16, 12)), "image/jpeg")
    right = {"a-hangs": "no", "n-hangs": "看清了", "p-hangs": more, "mended": "1"}
    assert phone.client.post(address, right).status_code == 302
    assert Check.objects.get().pk == act[0]
    assert Attachment.objects.filter(owner_id=str(Case.objects.get().pk)).count() == 4
