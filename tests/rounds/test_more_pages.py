"""Things, coverage, visits and my day on the pages."""

from uuid import uuid4

from mulin.lib import clock
from mulin.people.access import Actor
from mulin.places.actions.set_boundary import set_boundary
from mulin.places.models import Area, Household
from mulin.reactions.clockwork import tick
from mulin.rounds.kinds import SeenKind
from mulin.rounds.models import Calling, Checklist, OwnEntry, Seen, Visit
from mulin.rounds.rules.walking import walk
from mulin.surfaces.field.day import Line
from mulin.things.models import Thing
from tests.field.conftest import Browser, as_
from tests.places.ground import square
from tests.rounds.conftest import patrol
from tests.rounds.test_visits import HOUSE, calling, home, rules
from tests.support.chinese import assert_no_english
from tests.support.world import World

__all__ = ["as_", "calling", "home", "rules"]


def test_my_day_holds_rounds_visits_and_my_own(
    as_: Browser, world: World, checklist: Checklist, worker: Actor, calling: Calling
) -> None:
    patrol(world.grid, worker)
    tick()
    browser = as_(worker)
    sent = {"id": str(uuid4()), "text": "给李阿姨带药", "due_on": clock.today().isoformat()}
    assert browser.post("/field/day/note/", sent).status_code == 302
    assert browser.post("/field/day/note/", sent).status_code == 302
    for path in ("/field/day/", "/field/day/?order=walk"):
        page = browser.get(path)
        text = page.content.decode()
        assert "李阿姨" in text and "日常巡查" in text and "101" in text
        assert_no_english(page.content)
    entry = OwnEntry.objects.get()
    other = as_(world.post("grid_worker", world.grid))
    assert other.post("/field/day/tick/", {"entry": entry.pk}).status_code == 404
    assert browser.post("/field/day/tick/", {"entry": entry.pk}).status_code == 302
    assert "李阿姨" not in browser.get("/field/day/").content.decode()
    assert browser.post("/field/day/note/", {"text": "", "due_on": "soon"}).status_code == 400


def test_a_visit_is_kept_on_the_phone(as_: Browser, worker: Actor, calling: Calling) -> None:
    browser = as_(worker)
    assert_no_english(browser.get("/field/visits/").content)
    path = f"/field/visits/{calling.pk}/"
    assert_no_english(browser.get(path).content)
    assert browser.post(path, {"outcome": ""}).status_code == 400
    sent = {"id": str(uuid4()), "outcome": "met", "said": "都好"}
    assert browser.post(path, sent).status_code == 302
    assert browser.post(path, sent).status_code == 302
    assert Visit.objects.count() == 1
    assert "都好" in browser.get(path).content.decode()


def test_a_visit_is_a_secret_to_others(as_: Browser, head: Actor, calling: Calling) -> None:
    browser = as_(head)
    assert browser.get(f"/field/visits/{calling.pk}/").status_code == 404
    assert str(calling.pk) not in browser.get("/field/visits/").content.decode()


def test_the_register_is_kept_at_the_desk(
    as_: Browser, world: World, head: Actor, extinguisher: Thing
) -> None:
    browser = as_(head)
    sent = {
        "id": str(uuid4()),
        "kind": "extinguisher",
        "name": "二层灭火器",
        "area": world.grid.pk,
        "expires_on": "2026-12-31",
    }
    assert browser.post("/desk/things/new/", sent).status_code == 302
    assert browser.post("/desk/things/new/", sent).status_code == 302
    made = Thing.objects.get(name="二层灭火器")
    for path in ("/desk/things/", "/desk/things/?due=1", "/desk/things/new/", f"/desk/things/{made.code}/"):
        page = browser.get(path)
        assert page.status_code == 200
        assert_no_english(page.content, allow={made.code, extinguisher.code})
    assert 'value="2026-12-31"' in page.content.decode()
    for path in ("/desk/things/?words=没有这样的", "/desk/rounds/?state=missed", "/desk/diary/?theme=school"):
        assert "没有找到" in browser.get(path).content.decode(), path
    changed = {"name": "二层东侧灭火器", "expires_on": "2026-06-30"}
    assert browser.post(f"/desk/things/{made.code}/", changed).status_code == 302
    made.refresh_from_db()
    assert (made.name, str(made.expires_on)) == ("二层东侧灭火器", "2026-06-30")
    wrong = browser.post(f"/desk/things/{made.code}/", {**changed, "owner": "nobody"})
    assert wrong.status_code == 400
    assert browser.post(f"/desk/things/{made.code}/", {"verb": "retire"}).status_code == 302
    assert browser.post(f"/desk/things/{made.code}/", {**changed, "name": "x"}).status_code == 409


def test_everybody_learns_what_a_code_hangs_on(
    as_: Browser, world: World, worker: Actor, extinguisher: Thing
) -> None:
    resident = as_(world.resident()).get(f"/t/{extinguisher.code}/")
    assert "灭火器" in resident.content.decode()
    assert_no_english(resident.content)
    assert (
        as_(worker).get(f"/t/{extinguisher.code}/")["Location"]
        == f"/field/things/{extinguisher.code}/?code={extinguisher.code}"
    )
    assert as_(worker).get("/t/nothing/").status_code == 404


def test_coverage_tells_counts_and_no_single_home(
    as_: Browser, world: World, head: Actor, calling: Calling
) -> None:
    page = as_(head).get("/desk/coverage/?days=30")
    assert page.status_code == 200
    assert "1号楼" in page.content.decode()
    assert "101" not in page.content.decode().split("<main", 1)[1]
    assert_no_english(page.content)
    assert as_(head).get(f"/desk/coverage/?area={world.district.pk}").status_code == 404


def test_ground_nobody_has_seen_is_dark(as_: Browser, world: World, head: Actor, home: Household) -> None:
    building = home.entrance.building
    part = Area.objects.get(pk=building.micro_grid_id)
    set_boundary(part, boundary=square(116.4, 39.9, 0.1), by=HOUSE)

    def tones() -> list[str]:
        drawn = as_(head).get("/desk/coverage/?days=30").context["shapes"]["features"]
        return [one["properties"]["tone"] for one in drawn if one["properties"]["name"] == part.name]

    assert tones() == ["most"]
    Seen.objects.create(kind=SeenKind.BUILDING, ref_id=building.pk, at=clock.now(), **building.lineage())
    assert tones() == ["none"]


def test_the_way_goes_from_near_to_near_danger_first() -> None:
    def at(name: str, lng: float | None, danger: int = 3) -> Line:
        return Line("", name, "", lng=lng, lat=None if lng is None else 36.0, danger=danger)

    places = [at("far", 3.0), at("here", 1.0), at("nowhere", None), at("fire", 2.9, 0), at("next", 2.0)]
    assert [one.title for one in walk(places, 3)] == ["fire", "far", "next", "here", "nowhere"]
