"""What is done in the field: findings, verbs, photos; kept together or not at all."""

from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.backends.postgresql.psycopg_any import DateRange

from mulin.cases.actions.accept import accept
from mulin.cases.actions.dispatch import dispatch
from mulin.cases.actions.file import file
from mulin.cases.actions.verify import ask_verify
from mulin.cases.kinds import State
from mulin.cases.models import Case
from mulin.catalogue.kinds import Door
from mulin.catalogue.models import Kind
from mulin.files.models import Attachment
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.models import HouseholdCharge, Post
from mulin.places.actions.create_building import create_building
from mulin.places.models import Household
from tests.field.conftest import Browser
from tests.files.pictures import jpeg
from tests.support.chinese import assert_no_english
from tests.support.world import World


def picture(name: str = "a.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, jpeg((64, 48)), "image/jpeg")


def finding(world: World, kind: Kind | None = None, **more: Any) -> dict[str, Any]:
    sent = {"id": str(uuid4()), "text": "楼道堆了纸箱", "area": world.grid.pk, **more}
    return sent | ({"kind": kind.pk} if kind else {})


def test_a_finding_is_handed_up(as_: Browser, world: World, worker: Actor, lamp: Kind) -> None:
    browser = as_(worker)
    answer = browser.post("/field/report/", finding(world, lamp, before=picture()))
    made = Case.objects.get()
    assert answer["Location"] == f"/field/cases/{made.pk}/"
    assert (made.door, made.state, made.area_id) == (Door.PATROL, State.REPORTED, world.grid.pk)
    assert made.entered_by_post_id == worker.posts[0].post_id
    assert Attachment.objects.filter(owner_id=str(made.pk), stage="before").count() == 1


def test_a_finding_solved_on_the_spot_waits_for_another_eye(
    as_: Browser, world: World, worker: Actor, lamp: Kind
) -> None:
    lamp.photos_after = 1
    lamp.save()
    sent = finding(world, lamp, solved="on", result="请住户搬走了", before=picture(), after=picture("b.jpg"))
    assert as_(worker).post("/field/report/", sent).status_code == 302
    made = Case.objects.get()
    assert (made.state, made.on_the_spot) == (State.HANDLED, True)
    assert Attachment.objects.filter(owner_id=str(made.pk)).count() == 2


def test_a_missing_after_photo_keeps_nothing(as_: Browser, world: World, worker: Actor, lamp: Kind) -> None:
    lamp.photos_after = 1
    lamp.save()
    sent = finding(world, lamp, solved="on", result="搬走了", before=picture())
    answer = as_(worker).post("/field/report/", sent)
    assert answer.status_code == 400
    assert "1" in answer.content.decode()
    assert not Case.objects.exists()
    assert not Attachment.objects.exists()
    assert_no_english(answer.content)


def test_the_same_finding_sent_twice_is_one_case(
    as_: Browser, world: World, worker: Actor, lamp: Kind
) -> None:
    browser, sent = as_(worker), finding(world, lamp)
    browser.post("/field/report/", {**sent, "before": picture()})
    browser.post("/field/report/", {**sent, "before": picture()})
    assert Case.objects.count() == 1
    assert Attachment.objects.count() == 1


def test_what_cannot_be_read_is_refused_clearly(
    as_: Browser, world: World, worker: Actor, lamp: Kind
) -> None:
    browser = as_(worker)
    for wrong in (
        {"text": "", "kind": ""},
        {"kind": "999999999"},
        {"kind": "路灯"},
        {"area": "", "address": ""},
        {"area": "9" * 30},
        {"lng": "abc"},
        {"lng": "200", "lat": "10"},
        {"before": SimpleUploadedFile("a.jpg", b"no picture", "image/jpeg")},
        {"text": "字" * 9000},
        {"solved": "on", "result": ""},
        {"solved": "on", "result": "好了", "kind": ""},
    ):
        answer = browser.post("/field/report/", finding(world) | wrong)
        assert answer.status_code == 400, wrong
        assert_no_english(answer.content, allow={"JPEG", "PNG", "WebP", "HEIC"})
    assert not Case.objects.exists()


def test_the_phones_time_is_kept_when_it_names_its_zone(as_: Browser, world: World, worker: Actor) -> None:
    browser = as_(worker)
    browser.post("/field/report/", finding(world, captured_at="2026-03-02T08:30:00+08:00"))
    made = Case.objects.get()
    assert made.captured_at is not None
    assert clock.local(made.captured_at).hour == 8
    for odd in ("gestern", "2026-13-40T99:00:00Z", "2026-03-02 08:30"):
        browser.post("/field/report/", finding(world, captured_at=odd))
    assert Case.objects.filter(captured_at=None).count() == 3


def test_what_lies_elsewhere_is_handed_up_not_solved(
    as_: Browser, world: World, worker: Actor, lamp: Kind
) -> None:
    sent = finding(world, lamp, solved="on", result="好了", area="", address="不知道的地方")
    answer = as_(worker).post("/field/report/", sent)
    assert answer.status_code == 400
    assert not Case.objects.exists()


def test_verify_goes_back_to_the_list(as_: Browser, world: World, worker: Actor, case: Case) -> None:
    clerk = world.post("community_dispatcher", world.community)
    ask_verify(case, post=Post.objects.get(pk=worker.posts[0].post_id), by=clerk)
    browser = as_(worker)
    form = browser.get(f"/field/cases/{case.pk}/verify/")
    assert 'name="near"' in form.content.decode()
    assert_no_english(form.content)
    version = Case.objects.get(pk=case.pk).version
    sent = {"found": "1", "expected_version": version, "next": "/field/", "near": picture()}
    answer = browser.post(f"/field/cases/{case.pk}/verify/", sent)
    assert answer["Location"] == "/field/"
    case.refresh_from_db()
    assert (case.state, case.verified) == (State.REPORTED, True)
    assert Attachment.objects.filter(owner_id=str(case.pk), stage="near").exists()


def test_handle_keeps_photos_only_with_the_result(
    as_: Browser, world: World, worker: Actor, case: Case, lamp: Kind
) -> None:
    clerk = world.post("community_dispatcher", world.community)
    file(case, by=clerk)
    dispatch(
        case,
        by=clerk,
        organisation=world.committee,
        post=Post.objects.get(pk=worker.posts[0].post_id),
        reason="",
    )
    accept(case, by=worker)
    browser, address = as_(worker), f"/field/cases/{case.pk}/handle/"
    refused = browser.post(address, {"result": "", "after": picture()})
    assert refused.status_code == 400
    assert not Attachment.objects.exists()
    assert_no_english(refused.content)
    assert browser.post(address, {"result": "换了灯泡", "after": picture()}).status_code == 302
    case.refresh_from_db()
    assert case.state == State.HANDLED
    assert Attachment.objects.filter(stage="after").count() == 1


def test_verbs_that_are_not_ours_do_not_exist(as_: Browser, world: World, case: Case) -> None:
    browser = as_(world.post("micro_grid_worker", world.micro))
    assert browser.post(f"/field/cases/{case.pk}/file/", {}).status_code == 404
    assert browser.get(f"/field/cases/{case.pk}/nonsense/").status_code == 404
    assert browser.post(f"/field/cases/{uuid4()}/note/", {"text": "有人吗"}).status_code == 404


def door_of(world: World, actor: Actor) -> Household:
    create_building(world.grid, name="3号楼", by=Actor.system("tests"), entrances={"1单元": ["101", "102"]})
    home = Household.objects.order_by("door").first()
    assert home is not None
    HouseholdCharge.objects.create(
        household=home,
        post_id=actor.posts[0].post_id,
        person_id=actor.person_id,
        during=DateRange(clock.today(), None),
    )
    return home


def test_a_door_is_reported_from_with_its_place_filled_in(
    as_: Browser, world: World, worker: Actor, lamp: Kind
) -> None:
    home = door_of(world, worker)
    browser = as_(worker)
    listed = browser.get("/field/homes/").content.decode()
    assert f"/field/report/?household={home.pk}" in listed
    assert "102" not in listed.split("101")[-1].split("</section>")[0] or "3号楼" in listed
    form = browser.get(f"/field/report/?household={home.pk}").content.decode()
    assert f'name="household" value="{home.pk}"' in form
    browser.post("/field/report/", {"text": "漏水", "household": home.pk})
    made = Case.objects.get()
    assert (made.household_id, made.building_id) == (home.pk, home.entrance.building_id)


def test_a_door_elsewhere_is_as_if_it_were_not(as_: Browser, world: World, worker: Actor) -> None:
    home = door_of(world, worker)
    stranger = as_(world.post("grid_worker", world.street))
    mine = as_(world.post("building_head", world.micro))
    assert f'value="{home.pk}"' in stranger.get(f"/field/report/?household={home.pk}").content.decode()
    assert f'value="{home.pk}"' not in mine.get(f"/field/report/?household={home.pk}").content.decode()
    assert mine.get("/field/report/?household=abc").status_code == 200
