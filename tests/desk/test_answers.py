"""How answers are taken down: the caller's, by clear choices, and the one of several organisations."""

import pytest

from mulin.cases.actions.check import check
from mulin.cases.actions.file import file
from mulin.cases.actions.handle import handle
from mulin.cases.actions.reply import reply
from mulin.cases.actions.report import Place, report
from mulin.cases.actions.whistle import arrive, finish_part, whistle
from mulin.cases.models import Callback, Case
from mulin.catalogue.kinds import Door, Track
from mulin.catalogue.queries import current_kinds
from mulin.people.access import Actor
from tests.support.cast import Town
from tests.support.chinese import assert_no_english


def taken_in(town: Town, text: str) -> Case:
    return report(by=town.hotline, door=Door.HOTLINE, text=text, place=Place(area=town.micro_grid))[0]


@pytest.fixture
def answered(town: Town) -> Case:
    """A question to the hotline, answered on the spot; the caller is to be asked."""
    kind = next(k for k in current_kinds(town.community.pk) if k.track == Track.ENQUIRY and k.selectable)
    return reply(
        taken_in(town, "请问居住证在哪里办？"), text="请到社区服务站办理。", kind=kind, by=town.dispatcher
    )


def test_who_calls_back_finds_the_order_with_its_limit(town: Town, answered: Case) -> None:
    html = town.client("callback").get("/desk/callbacks/").content.decode()
    assert f"/desk/cases/{answered.pk}/" in html
    assert "1 件待回访" in html
    assert_no_english(html, allow={"callback"})


def test_the_answers_are_choices_and_none_is_chosen_beforehand(town: Town, answered: Case) -> None:
    html = town.client("callback").get(f"/desk/cases/{answered.pk}/call_back/").content.decode()
    for name in ("reached", "contacted", "solved"):
        assert html.count(f'type="radio" name="{name}"') == 2
    assert html.count('type="radio" name="satisfaction"') == 3
    assert "checked" not in html
    assert "checkbox" not in html
    assert 'data-after="reached"' in html
    assert_no_english(html, allow={"callback"})


def test_what_is_missing_is_named_and_nothing_is_kept(town: Town, answered: Case) -> None:
    caller, path = town.client("callback"), f"/desk/cases/{answered.pk}/call_back/"
    refused = caller.post(path, {"reached": "1", "contacted": "1", "note": "说得很清楚"})
    assert refused.status_code == 400
    assert "请填写是否解决" in refused.content.decode()
    assert not Callback.objects.filter(case=answered).exists()
    for _press in range(2):
        told = {"reached": "1", "contacted": "0", "solved": "1", "satisfaction": "very"}
        assert caller.post(path, told).status_code == 302
    assert Callback.objects.get(case=answered).contacted is False
    assert caller.post(path, {"reached": "0"}).status_code == 409


def test_nobody_else_calls_back(town: Town, answered: Case) -> None:
    path = f"/desk/cases/{answered.pk}/call_back/"
    for login in ("hotline", "mediator", "department", "resident"):
        assert town.client(login).post(path, {"reached": "0"}).status_code == 404
    assert not Callback.objects.filter(case=answered).exists()


def test_the_one_answer_is_written_below_what_each_has_reported(town: Town) -> None:
    district = town.actor("district")
    case = file(taken_in(town, "路面塌陷，下面冒水。"), kind=town.kind("0905"), by=district)
    lead, roads = Actor.for_post("P-WATER-1"), Actor.for_post("P-ROADS-1")
    bodies = [town.organisation("ORG-WATER"), town.organisation("ORG-ROADS")]
    case = whistle(case, kind="daily", lead=bodies[0], assist=bodies[1:], reason="两家同时到场", by=district)
    for actor in (lead, roads):
        arrive(case, by=actor)

    def form(login: str, verb: str) -> str:
        html = town.client(login).get(f"/desk/cases/{case.pk}/{verb}/").content.decode()
        assert_no_english(html, allow={login})
        return html

    assert "尚未反馈结果" in form("department", "handle")
    finish_part(case, result="路面已回填。", by=roads)
    html = form("department", "handle")
    assert html.index("路面已回填。") < html.index('name="result"')
    Case.objects.filter(pk=case.pk).update(kind=None)
    handle(case, result="换管修复，不再冒水。", by=lead)
    check(case, passed=True, by=Actor.for_post("P-D-CHK"))
    Case.objects.filter(pk=case.pk).update(kind=town.kind("0905"))
    html = form("district", "close")
    for said in ("路面已回填。", "换管修复，不再冒水。"):
        assert html.index(said) < html.index('name="reply"')
