"""Compounds, buildings and doors by hand; and what an import finds alike."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mulin.places.models import Building, Compound, Household
from tests.support.cast import Town
from tests.support.chinese import assert_no_english

NEW = {"verb": "building", "name": "新19号楼", "doors": "1单元：101、102\n2单元: 101 102"}


def test_a_building_is_put_up_with_its_doors_and_gets_more(town: Town) -> None:
    owner, grid = town.client("owner"), town.micro_grid
    at = f"/ops/areas/{grid.pk}/buildings/"
    for wrong in (
        {"name": ""},
        {"number": "00001"},
        {"number": "abc"},
        {"compound": "none"},
        {"doors": "101 102"},
        {"doors": "1单元：" + "9" * 41},
    ):
        assert owner.post(at, NEW | wrong).status_code == 400
    assert owner.post(at, NEW).status_code == 302
    building = Building.objects.get(name="新19号楼")
    doors = Household.objects.filter(entrance__building=building)
    assert doors.count() == 4
    more = {"verb": "doors", "building": "新19号楼", "doors": "2单元：102、201"}
    for _time in range(2):
        assert owner.post(at, more).status_code == 302
    assert doors.count() == 5
    assert owner.post(at, more | {"building": "没有"}).status_code == 400
    assert owner.post(at, {"verb": "compound", "name": "某苑"}).status_code == 404
    assert_no_english(owner.get(at).content.decode(), allow={"owner"})


def test_a_compound_is_added_to_a_community(town: Town) -> None:
    owner = town.client("owner")
    at = f"/ops/areas/{town.community.pk}/buildings/"
    fields = {"verb": "compound", "name": "新柳苑", "kind": "compound", "property_model": "trust"}
    assert owner.post(at, fields | {"grids": "none"}).status_code == 400
    assert owner.post(at, fields | {"grids": f"{town.grid.code}、{town.other_grid.code}"}).status_code == 302
    assert Compound.objects.get(name="新柳苑").grids.count() == 2
    html = owner.get(at).content.decode()
    assert "新柳苑" in html
    assert_no_english(html, allow={"owner", "C"})
    assert owner.get(at + "?cursor=forged").status_code == 400


@pytest.mark.parametrize("login", ["resident", "gridhead", "dispatcher", "district"])
def test_others_build_nothing(town: Town, login: str) -> None:
    at = f"/ops/areas/{town.micro_grid.pk}/buildings/"
    assert town.client(login).post(at, NEW).status_code == 404
    assert not Building.objects.filter(name="新19号楼").exists()


def test_who_is_alike_in_an_import_is_shown_beside_the_registered(town: Town) -> None:
    owner, person = town.client("owner"), town.person("resident")
    table = f"name,phone\n另一位,{person.phone}\n".encode()
    upload = SimpleUploadedFile("people.csv", table)
    html = owner.post("/ops/imports/", {"kind": "people", "file": upload}).content.decode()
    assert f'href="/ops/people/{person.pk}/"' in html
    assert_no_english(html, allow={"owner"})
