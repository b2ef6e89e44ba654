"""The desk: one inbox, the case on one screen, every verb by a plain form."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mulin.accounts.models import User
from mulin.cases.actions.file import file
from mulin.cases.actions.report import Place, report
from mulin.cases.actions.take_on import take_on
from mulin.cases.kinds import State
from mulin.cases.models import AgendaItem, Case, HotlineOrder, Party
from mulin.cases.queries.choices import planned
from mulin.catalogue.kinds import Door
from mulin.people.models import Organisation, Person
from tests.support.cast import Town
from tests.support.chinese import assert_no_english

LISTS = (
    "/desk/",
    "/desk/?tab=way",
    "/desk/?tab=ended",
    "/desk/?order=due&late=1&words=路灯",
    "/desk/work/",
    "/desk/unplaced/",
    "/desk/whistles/",
    "/desk/callbacks/",
    "/desk/supervision/",
    "/desk/search/?words=路灯",
    "/desk/groups/",
    "/desk/agenda/",
    "/desk/new/",
)
KIND = "0901"
MOST_STATEMENTS = 12


@pytest.fixture
def case(town: Town) -> Case:
    return report(
        by=town.resident,
        door=Door.RESIDENT,
        text="三号楼前路灯不亮，老人晚上看不清路。",
        kind=town.kind(KIND),
        place=Place(area=town.micro_grid),
    )[0]


@pytest.mark.parametrize("path", LISTS)
def test_every_list_opens_in_chinese(town: Town, case: Case, path: str) -> None:
    answer = town.client("dispatcher").get(path)
    assert answer.status_code == 200
    assert_no_english(answer.content.decode(), allow={"dispatcher"})


def test_a_page_past_the_end_and_a_forged_cursor_break_nothing(town: Town, case: Case) -> None:
    assert town.client("dispatcher").get("/desk/?cursor=forged").status_code == 400


def test_the_case_page_shows_what_was_said_and_offers_verbs(town: Town, case: Case) -> None:
    html = town.client("dispatcher").get(f"/desk/cases/{case.pk}/").content.decode()
    assert "老人晚上看不清路" in html
    assert f"/desk/cases/{case.pk}/file/" in html
    assert_no_english(html, allow={"dispatcher"})


def test_the_inbox_and_a_dispatched_case_take_few_statements(town: Town, case: Case) -> None:
    file(case, by=town.actor("dispatcher"))
    dispatcher = town.client("dispatcher")
    dispatcher.post(f"/desk/cases/{case.pk}/dispatch/", {})
    for path in ("/desk/", f"/desk/cases/{case.pk}/"):
        dispatcher.get(path)
        with CaptureQueriesContext(connection) as told:
            assert dispatcher.get(path).status_code == 200
        assert len(told) <= MOST_STATEMENTS, "\n".join(q["sql"][:110] for q in told)


def test_strangers_find_no_case(town: Town, case: Case) -> None:
    for login in ("department", "property", "rider"):
        assert town.client(login).get(f"/desk/cases/{case.pk}/").status_code == 404
        assert town.client(login).post(f"/desk/cases/{case.pk}/file/").status_code == 404


def test_filing_dispatching_and_a_second_press(town: Town, case: Case) -> None:
    desk = town.client("dispatcher")
    version = {"expected_version": case.version}
    assert desk.get(f"/desk/cases/{case.pk}/file/").status_code == 200
    assert desk.post(f"/desk/cases/{case.pk}/file/", version).status_code == 302
    assert desk.post(f"/desk/cases/{case.pk}/file/", version).status_code == 409
    case.refresh_from_db()
    assert case.state == State.FILED
    assert town.client("department").get("/desk/work/").status_code == 200


def test_bad_input_names_the_field_and_saves_nothing(town: Town, case: Case) -> None:
    desk = town.client("dispatcher")
    answer = desk.post(f"/desk/cases/{case.pk}/decline/", {"reason": "nonsense", "reply": ""})
    assert answer.status_code == 400
    assert desk.post(f"/desk/cases/{case.pk}/nonsense/").status_code == 404
    case.refresh_from_db()
    assert case.state == State.REPORTED


def test_bulk_acts_report_each_row(town: Town, case: Case) -> None:
    desk = town.client("dispatcher")
    loose = report(by=town.resident, door=Door.RESIDENT, text="不知道在哪里")[0]
    answer = desk.post("/desk/bulk/", {"verb": "file", "ids": [str(case.pk), str(loose.pk), "x"]})
    assert answer.status_code == 200
    assert_no_english(answer.content.decode(), allow={"dispatcher"})
    case.refresh_from_db()
    assert case.state == State.FILED
    assert desk.post("/desk/bulk/", {"verb": "erase", "ids": []}).status_code == 400


def test_an_order_is_taken_in_once(town: Town) -> None:
    desk = town.client("dispatcher")
    fields = {
        "id": "019cb391-c200-750a-8a86-2b162d1344dd",
        "door": "hotline",
        "text": "来电人反映楼道堆放杂物，影响通行，请核实处理。",
        "area": str(town.micro_grid.pk),
        "order_no": "JH20260302001",
        "reporter_phone": "19900000123",
    }
    for _twice in range(2):
        assert desk.post("/desk/new/", fields).status_code == 302
    assert HotlineOrder.objects.filter(order_no="JH20260302001").count() == 1


def test_an_order_that_is_known_is_refused_by_its_number_and_found_by_it(town: Town) -> None:
    desk = town.client("dispatcher")
    fields = {
        "door": "hotline",
        "text": "来电人反映楼道灯不亮。",
        "area": str(town.micro_grid.pk),
        "order_no": "JH77A",
    }
    assert desk.post("/desk/new/", fields).status_code == 302
    again = desk.post("/desk/new/", fields)
    number = Case.objects.order_by("-id")[0].number
    assert again.status_code == 400 and f"这个编号已经属于案件 {number}" in again.content.decode()
    for words in ("JH77A", "jh77a"):
        assert number in desk.get(f"/desk/search/?words={words}").content.decode()


def test_a_pasted_chat_becomes_one_report(town: Town) -> None:
    pasted = "王阿姨 08:12\n三单元电梯又停了\n小李 08:13\n[图片]\n小李：我奶奶被困了十分钟"
    town.client("dispatcher").post(
        "/desk/new/", {"door": "chat_group", "chat": pasted, "area": str(town.grid.pk)}
    )
    made = Case.objects.order_by("-id")[0]
    words = made.words.get(voice="text").text
    assert "电梯又停了" in words
    assert "08:12" not in words


def test_side_by_side_then_merged(town: Town, case: Case) -> None:
    other = report(
        by=town.actor("neighbour"),
        door=Door.RESIDENT,
        text="三号楼路灯坏了",
        kind=town.kind(KIND),
        place=Place(area=town.micro_grid),
    )[0]
    desk = town.client("dispatcher")
    assert desk.get(f"/desk/cases/{other.pk}/compare/{case.pk}/").status_code == 200
    merged = desk.post(
        f"/desk/cases/{other.pk}/merge/", {"into": str(case.pk), "expected_version": other.version}
    )
    assert merged.status_code == 302
    other.refresh_from_db()
    assert (other.state, other.merged_into_id) == (State.MERGED, case.pk)


def test_filed_cases_carry_the_promise(town: Town, case: Case) -> None:
    filed = file(case, by=town.dispatcher)
    html = town.client("dispatcher").get(f"/desk/cases/{filed.pk}/").content.decode()
    assert "/desk/cases/" in html
    assert filed.promised_by is not None


def test_where_the_duty_list_sends_it_is_said_before_it_goes(town: Town, case: Case) -> None:
    desk = town.client("dispatcher")
    file(case, by=town.actor("dispatcher"))
    case.refresh_from_db()
    body = desk.get(f"/desk/cases/{case.pk}/dispatch/").content.decode()
    plan = planned(case)
    assert plan is not None and plan.lead
    assert f"派往：{plan.lead}" in body and plan.reason in body
    assert_no_english(body, allow={"dispatcher"})
    assert desk.post(f"/desk/cases/{case.pk}/dispatch/", {}).status_code == 302
    case.refresh_from_db()
    assert Organisation.objects.get(pk=case.holder_org_id).name in plan.lead


def test_lists_are_narrowed_by_words(town: Town) -> None:
    desk = town.client("district")
    for path in ("/desk/supervision/", "/desk/callbacks/", "/desk/unplaced/", "/desk/whistles/"):
        answer = desk.get(path, {"words": "路灯"})
        assert answer.status_code == 200
        assert 'value="路灯"' in answer.content.decode()


def test_a_list_narrowed_to_nothing_says_so(town: Town) -> None:
    html = town.client("dispatcher").get("/desk/work/?words=无此事").content.decode()
    assert "去掉一个条件" in html and "暂无交给您" not in html


def test_the_agenda_is_narrowed_by_words(town: Town, case: Case) -> None:
    AgendaItem.objects.create(case=case, community_id=case.community_id, put_on_at=case.created_at)
    desk = town.client("dispatcher")
    assert case.number in desk.get("/desk/agenda/?words=路灯").content.decode()
    html = desk.get("/desk/agenda/?words=无此事").content.decode()
    assert case.number not in html and "没有找到" in html


def test_a_sitting_takes_names_as_a_mediator_writes_them(town: Town) -> None:
    dispute = report(
        by=town.resident,
        door=Door.RESIDENT,
        text="楼上漏水",
        kind=town.kind("0103"),
        place=Place(area=town.micro_grid),
    )[0]
    mediator = town.actor("P-12-MED")
    take_on(dispute, by=mediator)
    account = User.objects.create(login="mediates")
    Person.objects.filter(pk=mediator.person_id).update(account=account)
    client, path = town.client("mediates"), f"/desk/cases/{dispute.pk}/sitting/"
    assert 'value="上报人"' in client.get(path).content.decode()
    neighbour = {"one": "上报人", "other": "张三 13900139001，李四", "minutes": "先修后赔"}
    for _twice in range(2):
        assert client.post(path, neighbour).status_code == 302
    parties = Party.objects.filter(case=dispute).select_related("person")
    assert {(one.side, one.person.name if one.person else "") for one in parties} >= {
        ("other", "张三"),
        ("other", "李四"),
    }
    assert len(parties) == 3 and parties.filter(side="one", person=dispute.reporter).exists()
    for wrong in ("13900139009", "999999"):
        assert client.post(path, neighbour | {"other": wrong}).status_code == 400
