"""Reporting: in one go, without a name, twice, with danger, with what is known already."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from mulin.accounts.models import User
from mulin.cases.access import reporter_key
from mulin.cases.actions.drop_drafts import drop_drafts
from mulin.cases.models import Case, Follow
from mulin.catalogue.kinds import Door
from mulin.catalogue.models import Kind
from mulin.files.models import Attachment
from mulin.files.queries import photos_of
from mulin.lib.clock import Frozen
from mulin.people.models import Person
from tests.resident.conftest import (
    LAT,
    LNG,
    House,
    broken_jpeg,
    form,
    from_number,
    jpeg,
    logged_in,
    only_case,
)
from tests.shared_data import data
from tests.support.chinese import assert_no_english
from tests.support.world import World


def test_the_form_is_open_to_everybody(world: World, client: Client, lamp: Kind) -> None:
    answer = client.get("/report/")
    assert answer.status_code == 200
    assert_no_english(answer.content)
    assert "110" in answer.content.decode()


def test_a_report_with_photo_and_point(house: House, lamp: Kind, resident: User) -> None:
    browser = logged_in(resident)
    answer = browser.post(
        "/report/", form(photos=jpeg(), lng=str(LNG), lat=str(LAT), accuracy="12", kind=lamp.key)
    )
    case = only_case()
    assert answer.headers["Location"] == f"/mine/{case.pk}/"
    assert (case.kind, case.micro_grid_id, case.building_id) == (
        lamp,
        house.building.area_id,
        house.building.pk,
    )
    assert case.reporter == Person.objects.get(account=resident)
    assert photos_of("case", case.pk).count() == 1


def test_without_a_name_one_gets_a_key(world: World, lamp: Kind) -> None:
    browser = Client()
    answer = browser.post("/report/", form())
    case = only_case()
    assert answer.headers["Location"] == f"/mine/{case.pk}/{reporter_key(case.pk)}/?new=1"
    shown = browser.get(answer.headers["Location"])
    assert reporter_key(case.pk) in shown.content.decode()
    assert_no_english(shown.content, allow={"http", "testserver", "mine"})
    assert case.title in browser.get("/mine/").content.decode()
    assert case.title not in Client().get("/mine/").content.decode()


def test_sent_twice_it_is_one_case(world: World, browser: Client) -> None:
    given = form()
    first, second = browser.post("/report/", given), browser.post("/report/", given)
    assert Case.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"]


def test_sent_twice_without_a_name_it_is_one_case(world: World) -> None:
    given = form()
    Client().post("/report/", given)
    Client().post("/report/", given)
    assert Case.objects.count() == 1


def test_anothers_id_finds_nothing(world: World, browser: Client) -> None:
    given = form()
    browser.post("/report/", given)
    assert Client().post("/report/", given).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"text": ""}, "请"),
        ({"text": "灯" * 4001}, "请"),
        ({"address": ""}, "请"),
        ({"kind": "T:nothing"}, "请"),
        ({"lng": "999", "lat": "0"}, "请"),
        ({"lng": "abc", "lat": "0"}, "请"),
        ({"other_phone": "12"}, "请"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    world: World, browser: Client, wrong: dict[str, str], words: str
) -> None:
    answer = browser.post("/report/", form(**wrong))
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert_no_english(answer.content)
    assert Case.objects.count() == 0


def test_an_enquiry_needs_no_place(world: World, browser: Client, question: Kind) -> None:
    answer = browser.post("/report/", form(address="", kind=question.key, text="退休手续怎么办"))
    assert answer.status_code == 302
    assert only_case().area is None


def test_danger_is_told_before_the_report_goes_on(world: World, browser: Client) -> None:
    given = form(text="楼道里有很重的燃气味", photos=jpeg())
    answer = browser.post("/report/", given)
    body = answer.content.decode()
    assert answer.status_code == 200
    assert 'href="tel:119"' in body
    assert Case.objects.count() == 0
    assert_no_english(body)
    again = given | {"seen": "119"}
    again.pop("photos")
    assert browser.post("/report/", again).status_code == 302
    assert photos_of("case", only_case().pk).count() == 1


def test_an_emergency_kind_names_its_number(world: World, browser: Client, gas: Kind) -> None:
    answer = browser.post("/report/", form(kind=gas.key))
    assert 'href="tel:119"' in answer.content.decode()
    assert Case.objects.count() == 0


def test_what_is_reported_already_is_offered_and_followed(house: House, lamp: Kind, browser: Client) -> None:
    given = form(kind=lamp.key, lng=str(LNG), lat=str(LAT))
    Client().post("/report/", given)
    known = only_case()
    mine = form(kind=lamp.key, lng=str(LNG), lat=str(LAT), photos=jpeg())
    answer = browser.post("/report/", mine)
    body = answer.content.decode()
    assert known.public_code in body
    assert known.title not in body.replace(str(mine["text"]), "")
    followed = browser.post(f"/c/{known.public_code}/follow/", {"id": mine["id"]})
    assert followed.status_code == 302
    assert Follow.objects.get().case == known
    assert not photos_of("case", str(mine["id"])).exists()
    assert Case.objects.count() == 1


def test_mine_is_another(house: House, lamp: Kind, browser: Client) -> None:
    Client().post("/report/", form(kind=lamp.key, lng=str(LNG), lat=str(LAT)))
    known = only_case()
    answer = browser.post("/report/", form(kind=lamp.key, lng=str(LNG), lat=str(LAT), seen=known.public_code))
    assert answer.status_code == 302
    assert Case.objects.count() == 2


def test_the_card_at_the_door_fills_in_the_place(house: House, client: Client) -> None:
    page = client.get(f"/report/?at={house.entrance.card_code}").content.decode()
    assert "柳桥苑1号楼1单元" in page
    client.post("/report/", form(address="", at=house.entrance.card_code))
    assert only_case().entrance_id == house.entrance.pk


def test_a_card_that_does_not_exist_is_no_place(world: World, client: Client) -> None:
    assert client.get("/report/?at=nothing").status_code == 200
    assert client.post("/report/", form(address="", at="nothing")).status_code == 400


def test_hints_while_one_writes(house: House, lamp: Kind, client: Client) -> None:
    answer = client.post("/report/hints/", form(lng=str(LNG), lat=str(LAT)))
    body = answer.content.decode()
    assert "柳桥苑1号楼" in body
    assert lamp.key in body
    assert client.post("/report/hints/", form(lng="x")).status_code == 200
    assert client.get("/report/hints/").status_code == 405


def test_for_somebody_else(world: World, resident: User) -> None:
    mother = Person.objects.create(registered=Person.objects.get().registered)
    from_number(mother, "13900000002")
    browser = logged_in(resident)
    browser.post("/report/", form(other_name="王妈妈", other_phone="13900000002"))
    case = only_case()
    assert (case.reporter, case.proxy) == (mother, Person.objects.get(account=resident))
    assert browser.get(f"/mine/{case.pk}/").status_code == 200


def test_to_the_secretary(world: World, browser: Client) -> None:
    browser.post("/report/", form(door="secretary"))
    assert only_case().door == Door.SECRETARY


def test_a_rider_needs_photo_place_and_one_press(house: House, lamp: Kind, rider: Client) -> None:
    page = rider.get("/report/?door=rider").content.decode()
    assert lamp.key in page
    assert_no_english(page, allow={"part", "time", "worker"})
    given = form(text="", address="", door="rider", kind=lamp.key, photos=jpeg(), lng=str(LNG), lat=str(LAT))
    assert rider.post("/report/", given).status_code == 302
    assert (only_case().door, only_case().title) == (Door.RIDER, lamp.name)


def test_only_riders_come_by_the_riders_door(world: World, browser: Client) -> None:
    browser.post("/report/", form(door="rider"))
    assert only_case().door == Door.RESIDENT


@pytest.mark.real_data("odd_inputs")
def test_broken_pictures_are_refused(world: World, browser: Client) -> None:
    for path in sorted(data("odd_inputs", "images").iterdir()):
        before = Case.objects.count()
        with path.open("rb") as upload:
            answer = browser.post("/report/", form(photos=upload))
        assert answer.status_code in (302, 400), path.name
        assert Case.objects.count() == before + (answer.status_code == 302)
    assert browser.post("/report/", form(photos=broken_jpeg(b"no picture"))).status_code == 400


@pytest.mark.real_data("odd_inputs")
@pytest.mark.parametrize("each", [49, pytest.param(7, marks=pytest.mark.proof)])
def test_naughty_strings_never_break_it(world: World, browser: Client, each: int) -> None:
    path = data("odd_inputs", "blns.json")
    for text in json.loads(path.read_text(encoding="utf-8"))[::each]:
        answer = browser.post(
            "/report/", form(text=text, address=text[:300], other_name=text[:60], kind=text[:50])
        )
        assert answer.status_code in (200, 302, 400)
        answer = browser.post("/report/", form(text=text, address="柳园社区"))
        assert answer.status_code in (200, 302, 400)


def test_photos_of_a_draft_never_sent_are_taken_away(world: World, browser: Client, now: Frozen) -> None:
    browser.post("/report/", form(text="楼道里有很重的燃气味", photos=jpeg()))
    browser.post("/report/", form(photos=jpeg("red")))
    assert Attachment.objects.count() == 2
    assert drop_drafts() == 0
    now.tick(timedelta(days=2))
    assert drop_drafts() == 1
    assert Attachment.objects.get().owner_id == str(only_case().pk)
