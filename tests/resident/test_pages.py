"""Home, who serves me, the service card and my data."""

import pytest
from django.test import Client

from mulin.accounts.actions.confirm_phone_code import confirm_phone_code
from mulin.accounts.actions.send_phone_code import send_phone_code
from mulin.accounts.models import User
from mulin.accounts.queries import code_to_send
from mulin.cases.actions.report import Place, report
from mulin.catalogue.kinds import Door
from mulin.catalogue.models import Kind
from mulin.lib import clock
from mulin.people.access import Actor, actor_for
from mulin.people.actions.claim_person import claim_person
from mulin.people.models import Consent, Delegate, Person, Tenure
from mulin.places.models import Area
from mulin.surfaces.resident.sheet import SIZES
from tests.resident.conftest import House, form, from_number, logged_in
from tests.support.chinese import assert_no_english
from tests.support.world import World


def test_home_for_a_stranger(world: World, client: Client) -> None:
    body = client.get("/").content.decode()
    assert "tel:119" in body
    assert "/who/?choose=1" in body
    assert_no_english(body)


def test_home_tells_what_happens_near(at_home: User, house: House, world: World, lamp: Kind) -> None:
    case, _new = report(
        by=Actor.resident(None), door=Door.RESIDENT, text="张三家门口灯坏了", kind=lamp,
        place=Place(area=world.micro),
    )  # fmt: skip
    body = logged_in(at_home).get("/").content.decode()
    assert case.public_code in body
    assert "张三" not in body
    assert_no_english(body)


def test_home_with_my_own_open_matters(at_home: User, lamp: Kind, world: World) -> None:
    browser = logged_in(at_home)
    browser.post("/report/", form())
    assert "路灯坏了三天" in browser.get("/").content.decode()


def test_a_phone_remembers_its_community(house: House, world: World, client: Client) -> None:
    client.get(f"/who/?area={world.community.code}")
    body = client.get("/").content.decode()
    assert world.community.name in body


def test_who_serves_me_by_home_choice_words_and_point(at_home: User, house: House, world: World) -> None:
    worker = world.post("grid_worker", world.grid)
    person = Person.objects.get(tenures__post_id=worker.post_id)
    person.name = "李网格"
    person.save()
    Area.objects.filter(pk=world.community.pk).update(short_name="柳园")
    for address in (
        "/who/",
        f"/who/?area={world.grid.code}",
        f"/who/?building={house.building.pk}",
        "/who/?q=柳园",
        "/who/?lng=120.1001&lat=30.2001",
    ):
        body = logged_in(at_home).get(address).content.decode()
        assert ("李网格" in body) or "q=" in address, address
        assert world.community.name in body, address
        assert_no_english(body, allow={"grid", "worker"})


def test_who_without_a_place(world: World, client: Client) -> None:
    body = client.get("/who/").content.decode()
    assert world.community.name in body
    assert_no_english(body)
    missed = client.get("/who/?q=没有这个地方")
    assert missed.status_code == 200
    assert_no_english(missed.content)


@pytest.mark.parametrize(
    "query", ["area=nothing", "building=abc", "building=99999999999999999999", "building=0", "building=²"]
)
def test_places_that_are_not(world: World, client: Client, query: str) -> None:
    assert client.get(f"/who/?{query}").status_code == 404


@pytest.mark.parametrize(
    "query", ["lng=abc&lat=1", "lng=nan&lat=1", "lng=999&lat=1", "lng=1&lat=1", "q=%F0%9F%98%80"]
)
def test_points_that_are_not(world: World, client: Client, query: str) -> None:
    assert client.get(f"/who/?{query}").status_code == 200


def test_a_district_is_nobodys_home(world: World, client: Client) -> None:
    assert client.get(f"/who/?area={world.district.code}").status_code == 404


def test_the_service_card(house: House, world: World, client: Client) -> None:
    body = client.get(f"/card/{house.entrance.card_code}/").content.decode()
    assert "柳桥苑" in body
    assert "501" not in body
    assert "data:image/svg+xml" in body
    assert_no_english(body)
    assert client.get("/card/nothing/").status_code == 404


@pytest.mark.parametrize("size", list(SIZES))
def test_the_card_on_paper(house: House, world: World, client: Client, size: str) -> None:
    world.post("grid_worker", world.grid)
    answer = client.get(f"/card/{house.entrance.card_code}.pdf?size={size}")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert len(answer.content) < 300_000


def test_no_such_paper(house: House, client: Client) -> None:
    assert client.get(f"/card/{house.entrance.card_code}.pdf?size=a0").status_code == 400
    assert client.get("/card/nothing.pdf").status_code == 404


def test_my_data_masked_and_in_full(browser: Client) -> None:
    masked = browser.get("/me/").content.decode()
    assert "王小明" not in masked
    assert_no_english(masked)
    assert "13800000001" in browser.get("/me/?full=1").content.decode()
    assert Client().get("/me/").status_code == 302


def test_my_name_is_changed(browser: Client) -> None:
    assert browser.post("/me/", {"name": ""}).status_code == 400
    assert browser.post("/me/", {"name": "王" * 80}).status_code == 400
    assert browser.post("/me/", {"name": "王大明"}).status_code == 302
    assert Person.objects.get().name == "王大明"


def test_consent_given_and_taken_back(browser: Client) -> None:
    browser.post("/me/consent/", {"purpose": "contact", "give": "1"})
    assert Consent.objects.get().withdrawn is None
    assert_no_english(browser.get("/me/").content)
    browser.post("/me/consent/", {"purpose": "contact", "give": "0"})
    assert Consent.objects.get().withdrawn is not None
    assert browser.post("/me/consent/", {"purpose": "everything", "give": "1"}).status_code == 404


def test_erased_on_request(browser: Client, resident: User) -> None:
    assert browser.post("/me/erase/", {}).status_code == 400
    browser.post("/me/erase/", {"sure": "1"})
    person = Person.objects.get()
    assert person.erased is not None
    assert person.name is None
    assert browser.get("/me/").status_code == 302


def by_phone(number: str) -> User:
    row = send_phone_code(number, address="127.0.0.1", by=Actor.system("login"))
    sent = code_to_send(row.pk)
    assert sent is not None
    return confirm_phone_code(row, digits=sent.code, by=Actor.system("login"))


def test_who_comes_by_phone_is_registered_once(world: World) -> None:
    account = by_phone("13800000009")
    browser = logged_in(account)
    assert browser.post("/report/", form()).status_code == 302
    assert browser.get("/mine/").status_code == 200
    person = Person.objects.get(account=account)
    assert person.phone == "13800000009"
    assert claim_person(account, by=actor_for(account)) == person


def test_the_phone_finds_who_is_registered(world: World) -> None:
    known = Person.objects.create(registered=clock.now(), name="王小明")
    from_number(known, "13800000009")
    account = by_phone("13800000009")
    assert claim_person(account, by=actor_for(account)) == known


def test_a_phone_never_opens_a_post(world: World) -> None:
    actor = world.post("grid_worker", world.grid)
    holder = Tenure.objects.get(post_id=actor.post_id).person
    from_number(holder, "13800000009")
    account = by_phone("13800000009")
    assert claim_person(account, by=actor_for(account)) != holder
    assert not actor_for(account).posts


def test_a_phone_that_two_share_proves_nobody(world: World) -> None:
    for name in ("王小明", "李小红"):
        from_number(Person.objects.create(registered=clock.now(), name=name), "13800000009")
    account = by_phone("13800000009")
    assert claim_person(account, by=actor_for(account)).name not in ("王小明", "李小红")


def test_a_daughter_reads_who_looked_for_her_mother(browser: Client, resident: User, world: World) -> None:
    daughter = User.objects.create(login="女儿")
    from_number(Person.objects.create(account=daughter, registered=clock.now(), name="王小红"), "13900000007")
    mother = Person.objects.get(account=resident)
    hers = logged_in(daughter)
    assert hers.get(f"/me/looks/{mother.pk}/").status_code == 404
    assert browser.post("/me/delegates/", {"phone": "13900000099"}).status_code == 400
    assert browser.post("/me/delegates/", {"phone": "abc"}).status_code == 400
    assert browser.post("/me/delegates/", {"phone": "13900000007"}).status_code == 302
    assert_no_english(browser.get("/me/").content)
    assert_no_english(hers.get("/me/").content)
    assert_no_english(hers.get(f"/me/looks/{mother.pk}/").content)
    row = Delegate.objects.get()
    assert Client().post(f"/me/delegates/{row.pk}/end/").status_code == 302
    assert Delegate.objects.filter(ended=None).exists()
    assert browser.post(f"/me/delegates/{row.pk}/end/").status_code == 302
    assert hers.get(f"/me/looks/{mother.pk}/").status_code == 404
