"""What is no number, or one too large, is answered as wrong input; it breaks no page."""

import pytest

from mulin.cases.actions.report import Place, report
from mulin.cases.models import Case
from mulin.catalogue.kinds import Door
from mulin.lib.ids import known_number
from tests.support.cast import Town

RAISED, LONG = "²", "9" * 5000
NO_CASE = "zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz"


@pytest.fixture
def case(town: Town) -> Case:
    kind, place = town.kind("0901"), Place(area=town.micro_grid)
    return report(by=town.resident, door=Door.RESIDENT, text="路灯不亮", kind=kind, place=place)[0]


@pytest.mark.parametrize("text", ["", "-1", "1.0", RAISED, "①②③④", "٣", LONG])
def test_what_is_no_number_of_a_row_counts_as_none(text: str) -> None:
    assert known_number(text) is None


def test_lists_are_not_broken_by_them(town: Town) -> None:
    desk, owner = town.client("dispatcher"), town.client("owner")
    assert desk.get("/desk/", {"words": RAISED * 4}).status_code == 200
    assert desk.get("/desk/search/", {"words": "①②③④⑤"}).status_code == 200
    assert town.client("gridworker").get("/field/", {"from": RAISED}).status_code == 200
    assert owner.get("/ops/people/", {"after": LONG}).status_code in (200, 404)


def test_forms_say_what_is_wrong(town: Town, case: Case) -> None:
    desk, field = town.client("dispatcher"), town.client("gridworker")
    for name in ("area", "kind"):
        assert desk.post("/desk/new/", {"door": "phone", "text": "灯坏了", name: RAISED}).status_code == 400
    for name in ("area", "household", "kind"):
        given = {"text": "灯坏了", "address": "门口", name: RAISED}
        assert field.post("/field/report/", given).status_code in (302, 400)
    assert desk.post(f"/desk/cases/{case.pk}/file/", {"expected_version": LONG}).status_code == 400
    assert desk.post(f"/desk/cases/{case.pk}/sitting/", {"one": RAISED}).status_code == 400
    assert desk.post("/desk/bulk/", {"verb": "file", "ids": [NO_CASE]}).status_code == 200
