"""A matter seen and moved by its reporter, by name or by key; its public page."""

import pytest
from django.test import Client

from mulin.accounts.models import User
from mulin.cases.access import reporter_key
from mulin.cases.actions.ask import ask
from mulin.cases.actions.check import check
from mulin.cases.actions.close import close
from mulin.cases.actions.handle import solve
from mulin.cases.actions.report import People, Place, report
from mulin.cases.kinds import State
from mulin.cases.models import Case, Follow, Rating
from mulin.catalogue.kinds import Door
from mulin.catalogue.models import Kind
from mulin.files.actions.check_public import check_public
from mulin.files.actions.store import store_photo
from mulin.files.models import Attachment
from mulin.people.access import Actor, actor_for
from mulin.people.models import Person
from tests.resident.conftest import form, jpeg, logged_in, only_case
from tests.support.chinese import assert_no_english
from tests.support.world import World

#: The small world calls its posts by the codes of their roles.
POSTS = {"community", "dispatcher", "grid", "worker", "checker"}
NOT_WORDS = {"http", "testserver", "mine"}


@pytest.fixture
def case(world: World, lamp: Kind, resident: User) -> Case:
    found, _new = report(
        by=actor_for(resident), door=Door.RESIDENT, text="王小明家门口的路灯坏了", kind=lamp,
        place=Place(area=world.micro),
    )  # fmt: skip
    return found


@pytest.fixture
def worker(world: World) -> Actor:
    return world.post("grid_worker", world.grid)


def handled(case: Case, worker: Actor) -> Case:
    return solve(case, result="换了灯泡", by=worker)


def closed(case: Case, world: World, worker: Actor) -> Case:
    handled(case, worker)
    check(case, passed=True, by=world.post("checker", world.community))
    return close(case, by=world.post("community_dispatcher", world.community), reply="已修好")


def test_my_matter_like_a_parcel(case: Case, browser: Client) -> None:
    body = browser.get(f"/mine/{case.pk}/").content.decode()
    assert "王小明家门口的路灯坏了" in body
    assert_no_english(body)
    listed = browser.get("/mine/").content.decode()
    assert case.title in listed
    assert_no_english(listed)


def test_a_stranger_finds_nothing(case: Case, world: World, worker: Actor) -> None:
    assert Client().get(f"/mine/{case.pk}/").status_code == 302
    other = User.objects.create(login="别人")
    Person.objects.create(account=other, registered=case.created_at)
    assert logged_in(other).get(f"/mine/{case.pk}/").status_code == 404
    assert logged_in(other).post(f"/mine/{case.pk}/do/urge/").status_code == 404
    assert Client().get(f"/mine/{case.pk}/{reporter_key(case.pk)}/").status_code == 404


def test_urged_and_not_twice(case: Case, browser: Client) -> None:
    assert browser.post(f"/mine/{case.pk}/do/urge/", {"note": "快点"}).status_code == 302
    assert browser.post(f"/mine/{case.pk}/do/urge/", {}).status_code == 409
    case.refresh_from_db()
    assert case.urgings == 1


def test_taken_back(case: Case, browser: Client) -> None:
    browser.post(f"/mine/{case.pk}/do/withdraw/", {})
    case.refresh_from_db()
    assert case.state == State.WITHDRAWN
    assert browser.post(f"/mine/{case.pk}/do/withdraw/", {}).status_code == 409


def test_a_question_is_answered(case: Case, world: World, browser: Client) -> None:
    ask(case, question="是哪一盏灯？", by=world.post("community_dispatcher", world.community))
    page = browser.get(f"/mine/{case.pk}/").content.decode()
    assert "是哪一盏灯？" in page
    assert_no_english(page, allow=POSTS)
    empty = browser.post(f"/mine/{case.pk}/do/answer/", {"text": ""})
    assert empty.status_code == 400
    assert_no_english(empty.content, allow=POSTS)
    assert browser.post(f"/mine/{case.pk}/do/answer/", {"text": "南边那盏"}).status_code == 302
    case.refresh_from_db()
    assert case.state == State.REPORTED


def test_confirmed_then_rated_once(case: Case, worker: Actor, browser: Client) -> None:
    handled(case, worker)
    assert_no_english(browser.get(f"/mine/{case.pk}/").content, allow=POSTS)
    browser.post(f"/mine/{case.pk}/do/confirm/", {})
    case.refresh_from_db()
    assert case.state == State.CLOSED
    url = f"/mine/{case.pk}/do/rate/"
    assert_no_english(browser.get(f"/mine/{case.pk}/").content, allow=POSTS)
    missing = browser.post(url, {"solved": "1"})
    assert missing.status_code == 400
    assert browser.post(url, {"solved": "1", "satisfaction": "very", "comment": "谢谢"}).status_code == 302
    assert Rating.objects.get().satisfaction == "very"
    assert url not in browser.get(f"/mine/{case.pk}/").content.decode()


def test_not_solved_is_opened_again(case: Case, world: World, worker: Actor, browser: Client) -> None:
    closed(case, world, worker)
    assert browser.post(f"/mine/{case.pk}/do/reopen/", {"reason": ""}).status_code == 400
    assert browser.post(f"/mine/{case.pk}/do/reopen/", {"reason": "又不亮了"}).status_code == 302
    case.refresh_from_db()
    assert case.state == State.HANDLING


@pytest.mark.parametrize("verb", ["file", "dispatch", "close", "nothing"])
def test_verbs_of_others_are_not_here(case: Case, browser: Client, verb: str) -> None:
    assert browser.post(f"/mine/{case.pk}/do/{verb}/", {}).status_code == 404


def test_all_of_it_by_key(world: World, lamp: Kind, worker: Actor) -> None:
    browser = Client()
    browser.post("/report/", form(photos=jpeg(), address="第一微网格"))
    case = only_case()
    Case.objects.filter(pk=case.pk).update(kind=lamp)
    home = f"/mine/{case.pk}/{reporter_key(case.pk)}/"
    page = browser.get(home)
    assert_no_english(page.content, allow=NOT_WORDS)
    photo = Attachment.objects.get()
    assert browser.get(f"{home}photo/{photo.pk}/").status_code == 200
    assert browser.get(f"{home}photo/{photo.pk}/?small=1").status_code == 200
    assert Client().get(f"/mine/{case.pk}/{'a' * 20}/photo/{photo.pk}/").status_code == 404
    assert Client().get(f"/mine/{case.pk}/{'a' * 20}/").status_code == 404
    assert Client().get(f"/photo/{photo.pk}/").status_code == 404
    assert browser.post(f"{home}do/urge/", {}).status_code == 302
    assert browser.post(f"{home}do/withdraw/", {}).status_code == 302
    case.refresh_from_db()
    assert case.state == State.WITHDRAWN


def test_the_public_page_names_nobody(case: Case, lamp: Kind, browser: Client) -> None:
    body = Client().get(f"/c/{case.public_code}/").content.decode()
    assert lamp.name in body
    assert "王小明" not in body
    assert case.title not in body
    assert_no_english(body)
    assert f"/mine/{case.pk}/" in browser.get(f"/c/{case.public_code}/").content.decode()


def test_only_checked_photos_are_public(case: Case, resident: User, world: World) -> None:
    photo = store_photo(jpeg(), owner_kind="case", owner_id=case.pk, stage="before", by=actor_for(resident))
    assert str(photo.pk) not in Client().get(f"/c/{case.public_code}/").content.decode()
    check_public(photo, is_clean=True, by=world.post("community_dispatcher", world.community))
    assert str(photo.pk) in Client().get(f"/c/{case.public_code}/").content.decode()


@pytest.mark.parametrize("code", ["nothing", "a" * 60])
def test_no_such_public_matter(world: World, client: Client, code: str) -> None:
    assert client.get(f"/c/{code}/").status_code == 404


def test_a_matter_not_public_has_no_page(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(secrecy="internal")
    assert Client().get(f"/c/{case.public_code}/").status_code == 404


def test_followed_once_and_let_go(case: Case, world: World) -> None:
    other = User.objects.create(login="邻居")
    person = Person.objects.create(account=other, registered=case.created_at)
    neighbour = logged_in(other)
    for _twice in range(2):
        assert neighbour.post(f"/c/{case.public_code}/follow/").status_code == 302
    assert Follow.objects.get().person_id == person.pk
    assert "/c/" in neighbour.get("/mine/").content.decode()
    assert_no_english(neighbour.get(f"/c/{case.public_code}/").content)
    neighbour.post(f"/c/{case.public_code}/unfollow/")
    assert not Follow.objects.exists()
    assert Client().post(f"/c/{case.public_code}/follow/").status_code == 302
    assert not Follow.objects.exists()


def test_nobody_reports_into_anothers_eyes(world: World, lamp: Kind, resident: User) -> None:
    """Who reported for somebody sees it, and so does that person."""
    mother = Person.objects.create(registered=only_person(resident).registered)
    case, _new = report(
        by=actor_for(resident), door=Door.RESIDENT, text="灯坏了", kind=lamp, place=Place(area=world.micro),
        people=People(reporter=mother, proxy=only_person(resident)),
    )  # fmt: skip
    assert logged_in(resident).get(f"/mine/{case.pk}/").status_code == 200


def only_person(account: User) -> Person:
    return Person.objects.get(account=account)
