"""Beside a kind in operations: admission to ranks and ways, and the standards of a draft."""

import pytest

from mulin.catalogue.models import Admission, Edition, Kind
from mulin.catalogue.queries import admitted, current_edition
from mulin.people.models import Role
from mulin.places.kinds import Rank
from tests.support.cast import GRID, Town
from tests.support.chinese import assert_no_english

CODES = {"owner", "MUL", "GOV", "YC"}
NO = {"admitted": "no", "rank": str(int(Rank.GRID)), "area": GRID, "reason": "减负清单：不得交给网格"}


def at(kind: Kind, part: str) -> str:
    return f"/ops/catalogue/kinds/{kind.pk}/{part}/"


def draft_of(town: Town) -> Edition:
    old = current_edition("MUL")
    town.client("owner").post(f"/ops/catalogue/{old.pk}/act/", {"verb": "draft"})
    return Edition.objects.get(scheme=old.scheme, state="draft")


def test_a_kind_is_admitted_or_not_and_who_decided_is_shown(town: Town) -> None:
    owner, kind = town.client("owner"), town.kind("0901")
    for wrong in ({"area": "0"}, {"rank": ""}, {"door": "phone"}, {"reason": ""}, {"until": "2001-01-01"}):
        assert owner.post(at(kind, "admission"), NO | wrong).status_code == 400
    for _time in range(2):
        assert owner.post(at(kind, "admission"), NO).status_code == 302
    assert Admission.objects.filter(kind_key=kind.key, area=town.grid, valid_to=None).count() == 1
    assert not admitted(kind, town.micro_grid, rank=Rank.GRID)
    assert admitted(kind, town.other_grid, rank=Rank.GRID)
    html = owner.get(at(kind, "admission")).content.decode()
    assert NO["reason"] in html
    assert_no_english(html, allow=CODES)
    owner.post(at(kind, "admission"), NO | {"admitted": "yes", "reason": "街道会商同意"})
    assert admitted(kind, town.micro_grid, rank=Rank.GRID)


@pytest.mark.parametrize("login", ["resident", "gridhead", "dispatcher", "district"])
def test_others_decide_nothing(town: Town, login: str) -> None:
    kind = town.kind("0901")
    for part in ("admission", "standards"):
        assert town.client(login).get(at(kind, part)).status_code == 404
        assert town.client(login).post(at(kind, part), NO).status_code == 404
    assert not Admission.objects.filter(kind_key=kind.key).exists()


def test_whoever_keeps_the_catalogue_of_a_street_decides_there_only(town: Town) -> None:
    Role.objects.filter(code="street_leader").update(duties=["catalogue:manage"])
    leader, kind = town.client("leader"), town.kind("0901")
    assert leader.post(at(kind, "admission"), NO).status_code == 302
    assert leader.post(at(kind, "admission"), NO | {"area": ""}).status_code == 404
    assert leader.post(at(kind, "admission"), NO | {"area": town.other_street.code}).status_code == 404
    assert leader.post(f"/ops/catalogue/{kind.edition_id}/act/", {"verb": "draft"}).status_code == 404


def test_a_standard_is_set_in_a_draft_only(town: Town) -> None:
    owner, kind = town.client("owner"), town.kind("0901")
    fields = {
        "number": "1",
        "filing_condition": "灯具不亮超过一天",
        "limit_amount": "2",
        "limit_unit": "work_day",
    }
    assert owner.post(at(kind, "standards"), fields).status_code == 409
    same = draft_of(town).kinds.get(key=kind.key)
    for wrong in ({"limit_unit": ""}, {"filing_condition": ""}, {"number": "0"}, {"limit_amount": "-1"}):
        assert owner.post(at(same, "standards"), fields | wrong).status_code == 400
    for _time in range(2):
        assert owner.post(at(same, "standards"), fields).status_code == 302
    row = same.standards.get(number=1)
    assert (row.filing_condition, row.limit_unit) == ("灯具不亮超过一天", "work_day")
    for path in (at(same, "standards"), at(same, "standards") + "?number=1", at(kind, "standards")):
        html = owner.get(path).content.decode()
        assert_no_english(html, allow=CODES)
    assert "灯具不亮超过一天" in owner.get(at(same, "standards") + "?number=1").content.decode()


def test_doors_and_ranks_of_a_kind_change_in_a_draft(town: Town) -> None:
    owner = town.client("owner")
    same = draft_of(town).kinds.get(key=town.kind("0901").key)
    page = f"/ops/catalogue/kinds/{same.pk}/"
    assert_no_english(owner.get(page).content.decode(), allow=CODES)
    fields = {"name": same.name, "doors": ["patrol", "phone"], "ranks": ["5", "6"]}
    assert owner.post(page, fields | {"ranks": ["9"]}).status_code == 400
    assert owner.post(page, fields).status_code == 302
    same.refresh_from_db()
    assert (set(same.doors), same.ranks) == ({"patrol", "phone"}, [5, 6])
