"""The field's pages: they work, stay small, read Chinese, and do not exist for strangers."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mulin.cases.actions.file import file
from mulin.cases.actions.report import Place, report
from mulin.cases.actions.verify import ask_verify
from mulin.cases.models import Case
from mulin.catalogue.kinds import Door, Urgency
from mulin.catalogue.models import Kind
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.models import Post, Shift
from tests.field.conftest import Browser
from tests.support.chinese import assert_no_english
from tests.support.world import World

PAGES = ("/field/", "/field/report/", "/field/map/", "/field/homes/", "/field/shift/")
MOST_STATEMENTS, MOST_BYTES = 12, 30_000
#: The watch is asked for two moments, and the chain above.
MOST_OF_THE_WATCH = 16


@pytest.mark.parametrize("address", PAGES)
def test_every_page_works_small_and_in_chinese(as_: Browser, worker: Actor, case: Case, address: str) -> None:
    browser = as_(worker)
    with CaptureQueriesContext(connection) as told:
        answer = browser.get(address)
    assert answer.status_code == 200
    assert len(told) <= (MOST_OF_THE_WATCH if "shift" in address else MOST_STATEMENTS)
    assert len(answer.content) < MOST_BYTES
    assert_no_english(answer.content)


@pytest.mark.parametrize("address", PAGES)
def test_strangers_log_in_and_others_find_nothing(as_: Browser, world: World, address: str) -> None:
    assert Client().get(address).status_code == 302
    assert as_(world.resident()).get(address).status_code == 404
    assert as_(world.post("street_leader", world.street)).get(address).status_code == 404


def test_danger_stands_first_and_each_card_says_what_is_asked(
    as_: Browser, world: World, worker: Actor, case: Case
) -> None:
    urgent, _new = report(
        by=world.resident(),
        door=Door.RESIDENT,
        text="井盖没了",
        urgency=Urgency.EXTREMELY_URGENT,
        place=Place(area=world.micro),
    )
    clerk = world.post("community_dispatcher", world.community)
    ask_verify(case, post=Post.objects.get(pk=worker.posts[0].post_id), by=clerk)
    page = as_(worker).get("/field/").content.decode()
    assert page.index(urgent.title) < page.index(case.title)
    assert "待我核实" in page
    assert "附近新上报" in page


def test_the_list_is_narrowed_by_what_is_asked(as_: Browser, world: World, worker: Actor, case: Case) -> None:
    clerk = world.post("community_dispatcher", world.community)
    ask_verify(case, post=Post.objects.get(pk=worker.posts[0].post_id), by=clerk)
    other, _new = report(
        by=world.resident(), door=Door.RESIDENT, text="垃圾满了", place=Place(area=world.micro)
    )
    page = as_(worker).get("/field/?asked=verify").content.decode()
    assert case.title in page
    assert other.title not in page
    assert as_(worker).get("/field/?asked=nonsense&from=999999").status_code == 200


def test_the_list_takes_the_same_statements_however_long(
    as_: Browser, world: World, worker: Actor, lamp: Kind
) -> None:
    browser = as_(worker)
    browser.get("/field/")
    for number in range(40):
        report(
            by=world.resident(),
            door=Door.RESIDENT,
            text=f"第{number}件",
            kind=lamp,
            place=Place(area=world.micro),
        )
    with CaptureQueriesContext(connection) as told:
        page = browser.get("/field/").content.decode()
    assert len(told) <= MOST_STATEMENTS
    assert page.count('class="row-card"') == 30
    assert "第39件" in browser.get("/field/?from=30").content.decode()
    with CaptureQueriesContext(connection) as of_the_day:
        assert browser.get("/field/day/").content.decode().count("第") >= 40
    assert len(of_the_day) <= MOST_STATEMENTS


def test_part_time_eyes_see_what_became_of_their_reports(as_: Browser, world: World, lamp: Kind) -> None:
    rider = world.post("part_time_worker", world.community)
    browser = as_(rider)
    assert "您还没有上报过" in browser.get("/field/").content.decode()
    sent = {"text": "路灯不亮", "kind": lamp.pk, "area": world.community.pk}
    answer = browser.post("/field/report/", sent, follow=True)
    made = Case.objects.get()
    assert made.door == Door.RIDER
    assert made.reporter_id == rider.person_id
    assert_no_english(answer.content)
    page = browser.get("/field/")
    assert "路灯不亮" in page.content.decode()
    assert_no_english(page.content)


def test_confidential_matters_are_on_no_map(as_: Browser, world: World, worker: Actor, case: Case) -> None:
    browser = as_(worker)
    assert str(case.pk) in browser.get("/field/map/").content.decode()
    Case.objects.filter(pk=case.pk).update(secrecy="confidential", track="mediation")
    assert str(case.pk) not in browser.get("/field/map/").content.decode()


def test_the_case_page_offers_what_the_post_may(
    as_: Browser, world: World, worker: Actor, case: Case
) -> None:
    answer = as_(worker).get(f"/field/cases/{case.pk}/")
    page = answer.content.decode()
    assert f"/field/cases/{case.pk}/solve/" in page
    assert f"/field/cases/{case.pk}/verify/" not in page
    assert "经转接联系" in page
    assert_no_english(answer.content)


def test_a_case_beyond_ones_ground_is_not_found(as_: Browser, world: World, case: Case) -> None:
    far = world.post("grid_worker", world.district)
    elsewhere = as_(world.post("part_time_worker", world.community))
    assert as_(far).get(f"/field/cases/{case.pk}/").status_code == 200
    assert elsewhere.get(f"/field/cases/{case.pk}/").status_code == 404
    assert elsewhere.post(f"/field/cases/{case.pk}/note/", {"text": "看看"}).status_code == 404


def test_a_filed_case_still_shows(as_: Browser, world: World, worker: Actor, case: Case) -> None:
    file(case, by=world.post("community_dispatcher", world.community))
    assert "派遣" in as_(worker).get(f"/field/cases/{case.pk}/").content.decode()


def test_only_field_posts_use_its_verbs(as_: Browser, world: World, case: Case) -> None:
    leader = as_(world.post("street_leader", world.street))
    assert leader.get(f"/field/cases/{case.pk}/urge/").status_code == 404
    assert leader.post(f"/field/cases/{case.pk}/urge/", {}).status_code == 404


def test_who_only_reported_reads_no_notes_of_staff(as_: Browser, world: World, lamp: Kind) -> None:
    rider, worker = world.post("part_time_worker", world.community), world.post("grid_worker", world.grid)
    as_(rider).post("/field/report/", {"text": "路灯不亮", "kind": lamp.pk, "area": world.community.pk})
    Case.objects.update(grid_id=world.grid.pk)
    made = Case.objects.get()
    as_(worker).post(f"/field/cases/{made.pk}/note/", {"text": "灯杆归供电公司"})
    assert "灯杆归供电公司" in as_(worker).get(f"/field/cases/{made.pk}/").content.decode()
    assert "灯杆归供电公司" not in as_(rider).get(f"/field/cases/{made.pk}/").content.decode()


def test_the_watch_names_who_is_on_it(as_: Browser, world: World, worker: Actor) -> None:
    moment = clock.now()
    Shift.objects.create(
        post_id=worker.posts[0].post_id,
        person_id=worker.person_id,
        kind="day",
        during=DateTimeTZRange(moment - timedelta(hours=1), moment + timedelta(hours=8)),
    )
    Post.objects.filter(pk=worker.posts[0].post_id).update(phone="010-5550100")
    page = as_(worker).get("/field/shift/").content.decode()
    assert "tel:010-5550100" in page
    assert "没有排班" in page, "in twelve hours nobody is"


def test_what_a_rider_reported_without_a_place_is_listed(as_: Browser, world: World) -> None:
    rider = world.post("part_time_worker", world.district)
    report(by=rider, door=Door.RIDER, text="路上见到的", place=Place())
    answer = as_(rider).get("/field/")
    assert answer.status_code == 200
    assert "路上见到的" in answer.content.decode()
