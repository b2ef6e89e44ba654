"""Organisations, what posts are, roles and households in operations: founded, changed, closed, given."""

import pytest

from mulin.people.access import Actor
from mulin.people.actions.create_post import create_post
from mulin.people.models import HouseholdCharge, Organisation, Post, Role
from mulin.trail.models import Event
from tests.support.cast import GRID, Town
from tests.support.chinese import assert_no_english

NEW = {"code": "O-TEST", "name": "睦邻社会服务中心", "kind": "volunteer", "area": GRID, "phone": "0531-96116"}
CODES = {"owner", "O-TEST", "grid_worker"}


def shown(town: Town, path: str) -> str:
    answer = town.client("owner").get(path)
    assert answer.status_code == 200
    assert_no_english(answer.content.decode(), allow=CODES)
    return answer.content.decode()


def test_the_pages_speak_chinese(town: Town) -> None:
    post, organisation = town.post("P-1201-GW"), town.post("P-WATER-1").organisation_id
    for path in (
        f"/ops/posts/{post.pk}/",
        f"/ops/posts/{post.pk}/change/",
        f"/ops/posts/{post.pk}/households/",
        f"/ops/organisations/{organisation}/",
        "/ops/organisations/new/",
        "/ops/roles/",
        "/ops/roles/grid_worker/",
        "/ops/roles/mediator/",
    ):
        shown(town, path)


def test_an_organisation_is_founded_changed_and_closed(town: Town) -> None:
    owner = town.client("owner")
    for wrong in (
        {"area": "0"},
        {"parent": "none"},
        {"credit_code": "123"},
        {"code": "有 空格"},
        {"kind": "x"},
    ):
        assert owner.post("/ops/organisations/new/", NEW | wrong).status_code == 400
    assert owner.post("/ops/organisations/new/", NEW).status_code == 302
    assert owner.post("/ops/organisations/new/", NEW).status_code == 400
    one = Organisation.objects.get(code="O-TEST")
    at = f"/ops/organisations/{one.pk}/"
    assert "睦邻社会服务中心" in shown(town, at)
    changed = NEW | {"name": "睦邻志愿服务队", "kind": "alliance", "verb": "change"}
    assert owner.post(at, changed | {"phone": "电话"}).status_code == 400
    assert owner.post(at, changed).status_code == 302
    count = Event.objects.count()
    assert owner.post(at, changed).status_code == 302
    assert Event.objects.count() == count
    one.refresh_from_db()
    assert (one.name, one.kind) == ("睦邻志愿服务队", "alliance")
    for _time in range(2):
        assert owner.post(at, {"verb": "close"}).status_code == 302
    assert owner.post(at, changed | {"name": "又改名"}).status_code == 409
    assert town.client("dispatcher").post(at, {"verb": "close"}).status_code == 404


def test_an_organisation_with_posts_is_not_closed(town: Town) -> None:
    organisation = town.post("P-WATER-1").organisation_id
    assert (
        town.client("owner").post(f"/ops/organisations/{organisation}/", {"verb": "close"}).status_code == 409
    )


def made(town: Town) -> Post:
    return create_post(
        code="P-TEST", name="临时岗", role="grid_worker", scopes=[town.grid], by=Actor.system("test")
    )


def test_a_post_is_renamed_moved_and_closed(town: Town) -> None:
    owner, post = town.client("owner"), made(town)
    at = f"/ops/posts/{post.pk}/change/"
    fields = {"verb": "change", "name": "专门岗", "phone": "12345", "named_duties": ["care:see"]}
    assert owner.post(at, fields | {"phone": "x"}).status_code == 400
    assert owner.post(at, fields | {"named_duties": ["post:manage"]}).status_code == 400
    assert owner.post(at, fields).status_code == 302
    post.refresh_from_db()
    assert (post.name, post.named_duties) == ("专门岗", ["care:see"])
    home = town.home
    scope = {
        "verb": "scope",
        "keep": [],
        "grid": GRID,
        "building": home.entrance.building.name,
        "entrance": home.entrance.name,
        "door": home.door,
        "compounds": town.compound("柳桥苑").code,
    }
    assert owner.post(at, scope | {"door": "没有"}).status_code == 400
    assert owner.post(at, {"verb": "scope"}).status_code == 400
    assert owner.post(at, {"verb": "scope", "keep": ["area_id:1"]}).status_code == 400
    assert owner.post(at, scope).status_code == 302
    assert {(s.compound_id is not None, s.household_id) for s in post.scopes.all()} == {
        (True, None),
        (False, home.pk),
    }
    for _time in range(2):
        assert owner.post(at, {"verb": "close"}).status_code == 302
    post.refresh_from_db()
    assert post.closed_on is not None
    assert owner.post(at, fields | {"name": "再改"}).status_code == 409
    assert owner.post(at, {"verb": "nothing"}).status_code == 404
    assert town.client("dispatcher").post(at, {"verb": "close"}).status_code == 404


def test_households_are_given_to_the_holder_of_a_post(town: Town) -> None:
    owner, post, home = town.client("owner"), town.post("P-1201-GW"), town.home
    at = f"/ops/posts/{post.pk}/households/"
    given = {"grid": GRID, "building": home.entrance.building.name, "entrance": home.entrance.name}
    assert owner.post(at, given | {"door": "没有"}).status_code == 400
    assert owner.post(at, given | {"building": "没有"}).status_code == 400
    assert owner.post(at, given | {"person": str(town.person("resident").pk)}).status_code == 400
    for _time in range(2):
        assert owner.post(at, given | {"door": home.door}).status_code == 302
    charge = HouseholdCharge.objects.get(household=home, during__upper_inf=True)
    assert (charge.post_id, charge.person_id) == (post.pk, town.person("P-1201-GW").pk)
    assert home.door in shown(town, at)
    assert owner.post(at, given).status_code == 302
    assert town.client("gridworker").post(at, given).status_code == 404
    assert owner.get(f"/ops/posts/{town.post('P-WATER-1').pk}/households/").status_code == 404
    assert owner.post(f"/ops/posts/{post.pk}/change/", {"verb": "close"}).status_code == 409


def test_a_role_gains_and_loses_duties_but_never_by_whoever_may_not(town: Town) -> None:
    owner, role = town.client("owner"), Role.objects.get(code="volunteer")
    wanted = {"duties": ["case:report", "screen:see"]}
    for _time in range(2):
        assert owner.post("/ops/roles/volunteer/", wanted).status_code == 302
    role.refresh_from_db()
    assert role.duties == wanted["duties"]
    assert Event.objects.filter(verb="role.changed").count() == 1
    assert owner.post("/ops/roles/volunteer/", {"duties": ["case:mediate"]}).status_code == 400
    assert owner.post("/ops/roles/volunteer/", {"duties": ["no:such"]}).status_code == 400
    assert owner.get("/ops/roles/nobody/").status_code == 404
    kept = [duty for duty in Role.objects.get(code="owner").duties if duty != "post:manage"]
    assert owner.post("/ops/roles/owner/", {"duties": kept}).status_code == 409


@pytest.mark.parametrize("login", ["resident", "gridhead", "dispatcher", "district"])
def test_others_change_no_role(town: Town, login: str) -> None:
    client = town.client(login)
    assert client.get("/ops/roles/").status_code == 404
    assert client.post("/ops/roles/volunteer/", {"duties": ["post:manage"]}).status_code == 404
    assert "post:manage" not in Role.objects.get(code="volunteer").duties


def test_whoever_manages_posts_of_one_street_changes_no_role(town: Town) -> None:
    Role.objects.filter(code="street_leader").update(duties=["post:manage", "case:see"])
    client = town.client("leader")
    assert client.get("/ops/organisations/new/").status_code == 200
    assert client.get("/ops/roles/").status_code == 404
    assert (
        client.post("/ops/roles/street_leader/", {"duties": ["post:manage", "key:manage"]}).status_code == 404
    )
