"""Operations on the ground and on the roster: grids are cut and joined, watches planned, teams formed."""

from datetime import datetime, timedelta

import pytest

from mulin.lib import clock
from mulin.people.models import Shift, Team
from mulin.places.models import Area, Building
from mulin.places.queries import area_by_code, successors
from tests.support.cast import GRID, Town
from tests.support.chinese import assert_no_english

CODES = {"owner", "P", "ORG", "T"}


def test_a_grid_is_cut_in_two_along_its_micro_grids(town: Town) -> None:
    owner, grid = town.client("owner"), town.grid
    below = list(Area.objects.filter(parent=grid, valid_to=None).order_by("code"))
    page = owner.get(f"/ops/areas/{grid.pk}/recut/")
    assert_no_english(page.content.decode(), allow=CODES)
    fields = {"verb": "cut", "stays": "柳桥南网格", "leaves": "柳桥北网格"}
    for leaving in ([], [one.pk for one in below]):
        assert owner.post(page.request["PATH_INFO"], fields | {"leaving": leaving}).status_code == 400
    houses = Building.objects.filter(area=below[-1]).count()
    answer = owner.post(page.request["PATH_INFO"], fields | {"leaving": [below[-1].pk]})
    assert answer.status_code == 302
    grid.refresh_from_db()
    south, north = (found.area for found in successors(grid))
    assert grid.valid_to is not None
    assert [one.name for one in Area.objects.filter(parent=north)] == [below[-1].name]
    assert Area.objects.filter(parent=south).count() == len(below) - 1
    assert houses == Building.objects.filter(grid_id=north.pk).count() > 0
    gone = owner.get(f"/ops/areas/{grid.pk}/recut/").content.decode()
    assert "柳桥北网格" in gone
    assert owner.post(page.request["PATH_INFO"], fields | {"leaving": [below[-1].pk]}).status_code == 404


def test_two_grids_are_joined_and_the_whole_is_renumbered(town: Town) -> None:
    owner, grid, other = town.client("owner"), town.grid, town.other_grid
    fields = {"verb": "join", "areas": [other.pk], "name": "柳桥大网格"}
    assert owner.post(f"/ops/areas/{grid.pk}/recut/", fields).status_code == 302
    whole = Area.objects.get(name="柳桥大网格", valid_to=None)
    assert {one.area.pk for one in [*successors(grid), *successors(other)]} == {whole.pk}
    wrong = {"verb": "renumber", "code": town.community.code}
    assert owner.post(f"/ops/areas/{whole.pk}/recut/", wrong).status_code == 400
    old = whole.code
    assert owner.post(
        f"/ops/areas/{whole.pk}/recut/", {"verb": "renumber", "code": town.community.code + "099"}
    ).status_code in (302, 400)
    assert area_by_code(old).pk == whole.pk


def test_a_grid_is_put_under_another_community(town: Town) -> None:
    owner, grid = town.client("owner"), town.grid
    assert owner.post(f"/ops/areas/{grid.pk}/recut/", {"verb": "move", "to": "0"}).status_code == 400
    other = town.other_community
    assert owner.post(f"/ops/areas/{grid.pk}/recut/", {"verb": "move", "to": other.code}).status_code == 302
    grid.refresh_from_db()
    assert (grid.parent_id, grid.code) == (other.pk, GRID)


def watch(day: datetime, **more: object) -> dict[str, object]:
    span = {
        "starts": day.strftime("%Y-%m-%dT20:00"),
        "ends": (day + timedelta(days=1)).strftime("%Y-%m-%dT08:00"),
    }
    return {"post": "P-12-DSP", "kind": "night", "days": "3", "person": "", **span, **more}


def test_watches_are_planned_seen_and_taken_off(town: Town) -> None:
    owner = town.client("owner")
    day = clock.local(clock.now()) + timedelta(days=40)
    assert owner.post("/ops/roster/", watch(day, days="40")).status_code == 400
    assert owner.post("/ops/roster/", watch(day, ends="2001-01-01T08:00")).status_code == 400
    for _again in range(2):
        assert owner.post("/ops/roster/", watch(day)).status_code == 302
    planned = Shift.objects.filter(post__code="P-12-DSP", during__startswith__gte=day - timedelta(days=1))
    assert planned.count() == 3
    page = owner.get(f"/ops/roster/?since={day:%Y-%m-%d}").content.decode()
    assert_no_english(page, allow=CODES)
    assert page.count("夜班") >= 3
    first = planned.order_by("during")[0]
    for _again in range(2):
        assert owner.post(f"/ops/roster/{first.pk}/cancel/").status_code == 302
    assert planned.count() == 2


def test_a_team_is_formed_given_another_link_and_dissolved(town: Town) -> None:
    owner = town.client("owner")
    fields = {
        "code": "T-9",
        "name": "柳桥微治理小组",
        "kind": "micro",
        "area": GRID,
        "linking": "nobody",
        "buildings": town.building.name,
    }
    assert owner.post("/ops/teams/", fields).status_code == 400
    fields["linking"] = "P-1201-GW"
    assert owner.post("/ops/teams/", fields | {"buildings": "九十九号楼"}).status_code == 400
    assert owner.post("/ops/teams/", fields).status_code == 302
    team = Team.objects.get(code="T-9")
    for path in ("/ops/teams/", f"/ops/teams/{team.pk}/"):
        assert_no_english(owner.get(path).content.decode(), allow=CODES)
    page = f"/ops/teams/{team.pk}/"
    assert owner.post(page, {"linking": "nobody"}).status_code == 400
    assert owner.post(page, {"linking": "P-1201-GH"}).status_code == 302
    assert team.members.get(part="linking", during__upper_inf=True).post.code == "P-1201-GH"
    for _again in range(2):
        assert owner.post(page, {"verb": "close"}).status_code == 302
    team.refresh_from_db()
    assert team.closed_on == clock.today()


@pytest.mark.parametrize("login", ["resident", "gridworker", "dispatcher"])
def test_others_change_nothing(town: Town, login: str) -> None:
    client, team = town.client(login), Team.objects.order_by("pk")[0]
    for path in (
        f"/ops/areas/{town.grid.pk}/recut/",
        "/ops/roster/",
        "/ops/teams/",
        f"/ops/teams/{team.pk}/",
    ):
        assert client.get(path).status_code == 404
        assert client.post(path, {"verb": "close"}).status_code == 404
