"""Operations: the owner finds and mends; nobody else finds anything."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mulin.accounts.models import ApiKey
from mulin.catalogue.models import DutyRow, Edition
from mulin.catalogue.queries import current_edition, limits_for
from mulin.people.models import Organisation, Post
from mulin.places.models import Area, AreaBoundary
from mulin.trail.models import Event
from tests.support.cast import GRID, Town
from tests.support.chinese import assert_no_english

PAGES = (
    "/ops/",
    "/ops/posts/",
    "/ops/posts/new/",
    "/ops/organisations/",
    "/ops/catalogue/",
    "/ops/duties/",
    "/ops/imports/",
    "/ops/keys/",
    "/ops/outbox/",
    "/ops/audit/",
)
CODES = {
    "owner",
    "area",
    "case",
    "demo",
    "dispatch",
    "dutyrow",
    "WGS-84",
    "GCJ-02",
    "BD-09",
    "WGS",
    "GCJ",
    "BD",
    "clockwork",
    "Polygon",
    "MultiPolygon",
    "MUL",
    "YC",
    "GOV",
}


@pytest.mark.parametrize("path", PAGES)
def test_the_owner_sees_each_page_in_chinese(town: Town, path: str) -> None:
    answer = town.client("owner").get(path)
    assert answer.status_code == 200
    assert_no_english(answer.content.decode(), allow=CODES)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("login", ["resident", "gridworker", "dispatcher"])
def test_others_find_nothing(town: Town, login: str, path: str) -> None:
    assert town.client(login).get(path).status_code == 404


def test_a_grid_is_renamed_and_the_wrong_outline_is_refused_by_name(town: Town) -> None:
    owner, grid = town.client("owner"), Area.objects.get(code=GRID)
    owner.post(f"/ops/areas/{grid.pk}/", {"verb": "rename", "name": "槐荫网格"})
    grid.refresh_from_db()
    assert grid.name == "槐荫网格"
    bow = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}
    crossed = {"verb": "boundary", "boundary": json.dumps(bow), "crs": "wgs84", "name": "槐荫网格"}
    answer = owner.post(f"/ops/areas/{grid.pk}/", crossed)
    assert answer.status_code == 400
    broken = owner.post(f"/ops/areas/{grid.pk}/", crossed | {"boundary": "{"})
    assert broken.status_code == 400
    assert owner.get(f"/ops/areas/{grid.parent_id}/report/").status_code == 200


def test_a_post_is_made_given_and_ended(town: Town) -> None:
    owner = town.client("owner")
    fields = {"code": "P-TEST", "name": "临时网格员", "role": "grid_worker", "area": GRID, "organisation": ""}
    assert owner.post("/ops/posts/new/", fields | {"area": "0"}).status_code == 400
    assert owner.post("/ops/posts/new/", fields).status_code == 302
    post = Post.objects.get(code="P-TEST")
    person = town.person("resident")
    assert (
        owner.post(f"/ops/posts/{post.pk}/", {"verb": "assign", "person": str(person.pk)}).status_code == 302
    )
    tenure = post.tenures.get()
    assert owner.post(f"/ops/posts/{post.pk}/", {"verb": "end", "tenure": tenure.pk}).status_code == 302
    assert owner.post(f"/ops/posts/{post.pk}/", {"verb": "assign", "person": "99999999"}).status_code == 400


def test_a_draft_changes_only_what_comes_after_it(town: Town) -> None:
    owner, old = town.client("owner"), current_edition("MUL")
    owner.post(f"/ops/catalogue/{old.pk}/act/", {"verb": "draft"})
    draft = Edition.objects.get(scheme=old.scheme, state="draft")
    kind = draft.kinds.filter(selectable=True, track="loop").order_by("pk")[0]
    same = old.kinds.get(key=kind.key)
    before = limits_for(same, same.urgency)
    fields = {"name": "改名的事项", "link": "handle", "amount": "1", "unit": "work_day"}
    refused = owner.post(f"/ops/catalogue/kinds/{kind.pk}/", fields | {"amount": "20000"})
    assert refused.status_code == 400
    assert not draft.kinds.filter(name=fields["name"]).exists()
    assert owner.post(f"/ops/catalogue/kinds/{kind.pk}/", fields).status_code == 302
    listed = owner.get(f"/ops/catalogue/{draft.pk}/diff/")
    assert "改名的事项" in listed.content.decode()
    owner.post(f"/ops/catalogue/{draft.pk}/act/", {"verb": "publish"})
    draft.refresh_from_db()
    assert draft.state == "published"
    assert limits_for(same, same.urgency) == before
    assert owner.get(f"/ops/catalogue/kinds/{same.pk}/").status_code == 200


def test_a_duty_row_is_set_and_ended(town: Town) -> None:
    owner = town.client("owner")
    organisation = Organisation.objects.filter(kind="utility").order_by("pk")[0]
    kind = town.kind("0901")
    fields = {"key": kind.key, "area": GRID, "organisation": organisation.code}
    assert owner.post("/ops/duties/", fields | {"organisation": "nobody"}).status_code == 400
    assert owner.post("/ops/duties/", fields).status_code == 302
    row = DutyRow.objects.get(key=kind.key, area__code=GRID, valid_to=None)
    assert owner.post(f"/ops/duties/{row.pk}/end/").status_code == 302
    row.refresh_from_db()
    assert row.valid_to is not None


def test_an_import_is_tried_before_it_is_taken(town: Town) -> None:
    owner = town.client("owner")
    answer = owner.post(
        "/ops/imports/", {"kind": "organisations", "file": _file("名称\n没有编码\n", "a.csv")}
    )
    assert answer.status_code in (200, 400)
    assert owner.post("/ops/imports/", {"kind": "people", "file": _file("x", "a.exe")}).status_code == 400
    assert owner.post("/ops/imports/", {"token": "forged"}).status_code == 400


def _file(text: str, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def test_a_key_is_shown_once_and_revoked(town: Town) -> None:
    owner = town.client("owner")
    post = Post.objects.order_by("pk")[0]
    assert owner.post("/ops/keys/", {"name": "气象站", "post": "none"}).status_code == 400
    shown = owner.post("/ops/keys/", {"name": "气象站", "post": post.code})
    key = ApiKey.objects.get(name="气象站")
    assert key.hint in shown.content.decode()
    assert owner.post(f"/ops/keys/{key.pk}/revoke/").status_code == 302
    key.refresh_from_db()
    assert key.revoked is not None


def test_the_history_is_searched(town: Town) -> None:
    owner = town.client("owner")
    verb = Event.objects.order_by("-id")[0].verb
    assert verb in owner.get(f"/ops/audit/?verb={verb}&since=2020-01-01").content.decode()
    assert owner.get("/ops/audit/?verb=nothing.here").status_code == 200


def test_parts_without_outline_show_the_area_itself(town: Town) -> None:
    owner, grid = town.client("owner"), Area.objects.get(code=GRID)
    AreaBoundary.objects.filter(area__parent=grid).delete()
    Area.objects.filter(parent=grid).update(shape_version=0, bbox=None)
    page = owner.get(f"/ops/areas/{grid.pk}/").content.decode()
    assert "还没有自己的边界" in page and f"/ops/areas/{grid.pk}/" in page
    Area.objects.filter(pk=grid.pk).update(shape_version=0, bbox=None)
    Area.objects.filter(parent=grid).update(lng=None, lat=None)
    bare = owner.get(f"/ops/areas/{grid.pk}/").content.decode()
    assert "这里还没有画边界" in bare
    assert_no_english(bare, allow=CODES)
