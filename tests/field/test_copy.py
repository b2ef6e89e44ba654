"""What of a worker's day is on the phone for reading, and what never is; and that drawing it stays cheap."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from mulin.campaigns.actions.hear import hear
from mulin.campaigns.actions.talk import talk
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.models import Person
from mulin.places.kinds import Rank
from mulin.rounds.actions.visit import Told, visit
from mulin.rounds.kinds import Outcome
from mulin.rounds.models import Calling, Visit
from mulin.things.actions.register_thing import NewThing, register_thing
from tests.field.rooms import HOUSE, beside, doors, extinguisher, home_of, shop
from tests.support.chinese import assert_no_english
from tests.support.phone import Phone
from tests.support.world import World, make_area

#: Statements of a page that is drawn for the copy.
MOST_A_PAGE = 9
Pages = dict[str, dict[str, Any]]


def copy_of(phone: Phone, have: dict[str, str] | None = None) -> Pages:
    """All pages of the copy, as a phone asks for them: until it has the rest."""
    found: Pages = {}
    known = dict(have or {})
    for _round in range(20):
        asked = {"device": phone.told["device"], "secret": phone.told["secret"], "have": known}
        answer = phone.client.post("/field/pack/", asked, content_type="application/json")
        assert answer.status_code == 200
        told = answer.json()
        found |= told["pages"]
        known |= dict.fromkeys(told["pages"], "*")
        if not told["more"]:
            return found
    raise AssertionError("the copy never ends")


def test_the_days_pages_are_there_and_their_forms_are_acts(phone: Phone, world: World, worker: Actor) -> None:
    calling, thing, target = home_of(world, worker), extinguisher(world), shop(world, worker)
    pages = copy_of(phone)
    acts = {
        "/field/day/": "own.note",
        "/field/diary/": "diary.write",
        f"/field/visits/{calling.pk}/": "visit.keep",
        f"/field/things/{thing.code}/": "thing.check",
        f"/field/campaigns/{target.pk}/": "target.talk",
    }
    for url, what in acts.items():
        assert f'data-act="{what}"' in pages[url]["main"], url
    for url in ("/field/visits/", "/field/things/", "/field/campaigns/", "/field/map/", "/field/homes/"):
        assert url in pages
    assert not [url for url, page in pages.items() if 'href="?' in page["main"]]
    for page in pages.values():
        assert_no_english(page["main"])


def test_neither_why_nor_what_was_said_nor_whole_names_leave_the_house(
    phone: Phone, world: World, worker: Actor
) -> None:
    calling, target = home_of(world, worker), shop(world, worker)
    visit(calling, Told(Outcome.MET, "术后在家休养", next_on=clock.today()), by=HOUSE)
    party = hear(target, role="owner", name="王小明", phone="13800138000", view="怕费钱", by=HOUSE)
    talk(target, text="说好下周再谈", party=party, by=HOUSE)
    pages = copy_of(phone)
    told = "".join(page["main"] for page in pages.values())
    for secret in ("术后", "出院后回访", "王小明", "13800138000", "怕费钱", "说好下周再谈"):
        assert secret not in told, secret
    assert "王**" in told
    assert f"/field/visits/{calling.pk}/" in pages


def test_only_the_workers_own_ground(phone: Phone, world: World, worker: Actor) -> None:
    thing = extinguisher(world)
    elsewhere = make_area("第二网格", Rank.GRID, world.community)
    far = register_thing(NewThing(thing.kind, "隔壁网格灭火器", area=elsewhere), by=HOUSE)
    other = world.post("grid_worker", elsewhere)
    calling, target = home_of(world, other), shop(world, other)
    pages = copy_of(phone)
    for url in (
        f"/field/things/{far.code}/",
        f"/field/visits/{calling.pk}/",
        f"/field/campaigns/{target.pk}/",
    ):
        assert url not in pages
    assert f"/field/things/{thing.code}/" in pages


def test_a_page_comes_again_only_when_it_is_another(phone: Phone, world: World, worker: Actor) -> None:
    calling, thing, target = home_of(world, worker), extinguisher(world), shop(world, worker)
    first = copy_of(phone)
    have = {url: page["version"] for url, page in first.items()}
    assert set(copy_of(phone, have)) <= {"/field/", "/field/day/"}
    visit(calling, Told(Outcome.NOT_HOME), by=HOUSE)
    talk(target, text="谈过了", by=HOUSE)
    again = copy_of(phone, have)
    assert f"/field/campaigns/{target.pk}/" in again
    assert f"/field/visits/{calling.pk}/" in again
    assert f"/field/things/{thing.code}/" not in again


def test_drawing_more_of_one_sort_costs_a_few_statements_each(
    phone: Phone, world: World, worker: Actor
) -> None:
    thing, target, calling = extinguisher(world), shop(world, worker), home_of(world, worker)
    copy_of(phone)
    with CaptureQueriesContext(connection) as seen:
        first = copy_of(phone)
    for number in range(10):
        register_thing(NewThing(thing.kind, f"{number}号灭火器", area=world.micro), by=HOUSE)
        beside(target, f"柳桥路{number}号")
    doors(calling, 10)
    with CaptureQueriesContext(connection) as more:
        pages = copy_of(phone)
    assert len(pages) == len(first) + 30
    assert (len(more) - len(seen)) / 30 <= MOST_A_PAGE


def test_a_visit_that_rests_on_care_is_neither_on_the_phone_nor_an_act(
    phone: Phone, world: World, worker: Actor
) -> None:
    calling = home_of(world, worker)
    cared_for = Person.objects.get(pk=worker.person_id)
    Calling.objects.filter(pk=calling.pk).update(person=cared_for)
    assert str(calling.pk) not in str(copy_of(phone))
    act = phone.act("visit.keep", calling.pk, seen=0, fields={"outcome": "met"})
    assert phone.send(act).json()["outcome"] == "refused"
    assert not Visit.objects.exists()
