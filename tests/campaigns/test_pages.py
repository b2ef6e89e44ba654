"""Pages of campaigns and weeks: drawn in Chinese, acted on by plain forms, closed to strangers."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mulin.campaigns.actions.add_targets import Draft, add_targets
from mulin.campaigns.actions.hear import hear
from mulin.campaigns.actions.plan_outreach import Plan, plan_outreach
from mulin.campaigns.actions.start import start
from mulin.campaigns.actions.talk import talk
from mulin.campaigns.models import Campaign, Outreach, Party, Step, Talk, Target
from mulin.cases.models import Case
from mulin.lib import clock
from tests.support.cast import Town
from tests.support.chinese import assert_no_english
from tests.support.scene import picture

MOST_STATEMENTS = 14


@pytest.fixture
def campaign(town: Town) -> Campaign:
    today = clock.today()
    ends = today + timedelta(days=30)
    return start(
        area=town.community, name="油烟净化改造", aim="装净化器", begins=today, ends=ends, by=town.secretary
    )


@pytest.fixture
def target(town: Town, campaign: Campaign) -> Target:
    drafts = [Draft(label=f"柳桥路{number}号店", area=town.grid, address="柳桥路") for number in range(1, 4)]
    found = add_targets(campaign, drafts, by=town.secretary)[0]
    owner = hear(
        found, role="owner", name="王建国", phone="15400000123", view="怕影响收租", by=town.gridworker
    )
    talk(found, party=owner, text="再想想", next_on=clock.today(), by=town.gridworker)
    return found


def read(client: Client, path: str, *allowed: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    html = answer.content.decode()
    assert_no_english(html, allow={"dispatcher", "secretary", "gridworker", "leader", *allowed})
    return html


def test_every_page_of_a_campaign_reads_chinese_with_few_statements(
    town: Town, campaign: Campaign, target: Target
) -> None:
    desk = town.client("secretary")
    home = f"/desk/campaigns/{campaign.pk}/"
    for path in (
        "/desk/campaigns/",
        "/desk/campaigns/?tab=ended",
        home,
        f"{home}?view=wall",
        f"{home}?state=talking&late=1&words=柳桥&area={town.grid.pk}",
        f"{home}change/",
        f"{home}end/",
        f"/desk/campaigns/targets/{target.pk}/",
    ):
        desk.get(path)
        with CaptureQueriesContext(connection) as told:
            read(desk, path)
        assert len(told) <= MOST_STATEMENTS, (path, [q["sql"][:90] for q in told])
    assert f'value="{clock.today().isoformat()}"' in read(desk, "/desk/campaigns/new/")
    read(desk, f"{home}list/", "CSV", "XLSX")
    phone = town.client("gridworker")
    for path in (
        "/field/campaigns/",
        "/field/campaigns/?state=talking",
        f"/field/campaigns/{target.pk}/",
        "/field/",
    ):
        read(phone, path)


def test_leaders_read_counts_and_no_words(town: Town, campaign: Campaign, target: Target) -> None:
    leader = town.client("leader")
    html = read(leader, f"/desk/campaigns/{campaign.pk}/?view=wall")
    assert "沟通中" in html
    assert "柳桥路1号店" not in html
    assert leader.get(f"/desk/campaigns/targets/{target.pk}/").status_code == 404


def test_from_the_first_form_to_the_cases_at_the_end(town: Town) -> None:
    desk, today = town.client("secretary"), clock.today()
    form = {
        "id": "018f2f6e-0000-7000-8000-000000000001",
        "name": "飞线充电清理",
        "area": town.community.pk,
        "over": "households",
        "begins": today,
        "ends": today + timedelta(days=9),
    }
    for _again in range(2):
        assert desk.post("/desk/campaigns/new/", form).status_code == 302
    campaign = Campaign.objects.get()
    home = f"/desk/campaigns/{campaign.pk}/"
    assert desk.post("/desk/campaigns/new/", form | {"ends": "2020-01-01", "id": ""}).status_code == 400
    lines = {"way": "lines", "area": f"a{town.grid.pk}", "lines": "一号车棚，东门\n二号车棚\n"}
    assert desk.post(f"{home}list/", lines).status_code == 302
    compound = town.building.compound_id
    assert desk.post(f"{home}list/", {"way": "doors", "ground": f"c{compound}"}).status_code == 302
    table = SimpleUploadedFile("名单.csv", "名称,网格\n三号车棚,没有\n".encode())
    wrong = desk.post(f"{home}list/", {"way": "table", "file": table})
    assert wrong.status_code == 400
    assert "没有叫" in wrong.content.decode()
    assert Target.objects.filter(household=None).count() == 2
    assert Target.objects.exclude(household=None).count() > 3
    changed = {"name": "飞线清理", "aim": "", "ends": today + timedelta(days=20)}
    assert desk.post(f"{home}change/", changed).status_code == 302
    left = Target.objects.count()
    assert desk.post(f"{home}end/", {"left": left + 1}).status_code == 409
    for _again in range(2):
        assert desk.post(f"{home}end/", {"left": left}).status_code == 302
    assert Case.objects.filter(title__startswith="飞线清理").count() == left
    read(desk, f"{home}?view=wall")
    read(desk, f"/desk/campaigns/targets/{Target.objects.all()[0].pk}/")
    empty = desk.get("/desk/campaigns/list.xlsx")
    assert b"".join(empty).startswith(b"PK")


def test_a_worker_moves_a_target_on_the_phone(town: Town, target: Target) -> None:
    phone, home = town.client("gridworker"), f"/field/campaigns/{target.pk}/"
    tomorrow = clock.today() + timedelta(days=1)
    acts = (
        ("hear", {"role": "tenant", "name": "李秀兰", "view": "愿意"}),
        ("talk", {"text": "谈妥了", "next_on": tomorrow}),
        ("agree", {"text": "月底装好", "by_on": tomorrow}),
    )
    for verb, given in acts:
        assert phone.post(f"{home}{verb}/", given).status_code == 302, verb
    read(phone, home)
    step = Step.objects.get()
    assert phone.post(f"{home}step/", {"row": step.pk}).status_code == 302
    party = Party.objects.get(role="owner")
    assert phone.post(f"{home}erase/", {"row": party.pk}).status_code == 302
    assert phone.post(f"{home}finish/", {"text": "装好"}).status_code == 302
    assert Target.objects.get(pk=target.pk).state == "done"
    assert phone.post(f"{home}reopen/", {"reason": "又坏了"}).status_code == 302
    assert phone.post(f"{home}decline/", {"reason": "不装了"}).status_code == 302
    for verb, given in (
        ("agree", {"text": ""}),
        ("talk", {"text": "", "next_on": "x"}),
        ("hear", {"phone": "1"}),
    ):
        answer = phone.post(f"{home}{verb}/", given)
        assert answer.status_code == 400, verb
        assert_no_english(answer.content.decode(), allow={"gridworker"})
    assert phone.post(f"{home}fly/").status_code == 404
    assert phone.post(f"{home}step/", {"row": target.pk}).status_code == 404
    assert Talk.objects.count() == 2


def test_only_who_runs_it_gives_a_target_to_another_post(town: Town, target: Target) -> None:
    post = town.post("P-1201-GH")
    given = {"post": post.pk}
    assert town.client("gridworker").post(f"/field/campaigns/{target.pk}/assign/", given).status_code == 404
    home = f"/desk/campaigns/targets/{target.pk}/"
    assert town.client("secretary").post(f"{home}assign/", given).status_code == 302
    assert Target.objects.get(pk=target.pk).post_id == post.pk


def test_strangers_find_nothing(town: Town, campaign: Campaign, target: Target) -> None:
    for login in ("resident", "rider", "department", "property"):
        client = town.client(login)
        for path in (
            "/desk/campaigns/",
            f"/desk/campaigns/{campaign.pk}/",
            f"/desk/campaigns/targets/{target.pk}/",
            f"/field/campaigns/{target.pk}/",
            "/desk/diary/",
            "/field/diary/",
        ):
            assert client.get(path).status_code == 404, (login, path)
        assert client.post(f"/field/campaigns/{target.pk}/talk/", {"text": "好"}).status_code == 404


def test_a_week_from_plan_to_the_residents_page(town: Town) -> None:
    desk, today = town.client("secretary"), clock.today()
    read(desk, "/desk/weeks/new/")
    read(desk, "/desk/weeks/")
    plan = {
        "kind": "service",
        "theme": "clinic",
        "title": "重阳义诊周",
        "area": town.community.pk,
        "begins": today,
        "ends": today,
        "places": "社区广场",
        "partakers": [f"o{town.organisation('ORG-C12').pk}"],
    }
    assert desk.post("/desk/weeks/new/", plan | {"title": ""}).status_code == 400
    assert desk.post("/desk/weeks/new/", plan).status_code == 302
    week = Outreach.objects.get()
    home = f"/desk/weeks/{week.pk}/"
    read(desk, f"{home}change/")
    outcome = {
        "given_what_0": "健康手册",
        "given_number_0": "120",
        "served_what_0": "量血压",
        "served_number_0": "86",
        "summary": "来了八十多位老人。",
        "photos": io.BytesIO(picture()),
    }
    outcome["photos"].name = "a.jpg"  # type: ignore[attr-defined] # what an upload is called
    assert desk.post(home, outcome).status_code == 302
    assert desk.post(home, {"given_what_0": "册", "given_number_0": "-1"}).status_code == 400
    html = read(desk, home)
    photo = html.split(f"{home}photos/")[1].split("/")[0]
    assert Client().get(f"/weeks/{week.code}/").status_code == 404
    assert desk.post(f"{home}publish/").status_code == 302
    assert f"/photo/{photo}/" not in read(Client(), f"/weeks/{week.code}/")
    assert desk.post(f"{home}photos/{photo}/", {"fit": "yes"}).status_code == 302
    public = read(Client(), f"/weeks/{week.code}/")
    assert f"/photo/{photo}/" in public
    assert "86" in public
    assert Client().get(f"/photo/{photo}/").status_code == 200
    assert "重阳义诊周" in read(Client(), "/weeks/")
    assert desk.post(f"{home}withdraw/").status_code == 302
    assert desk.post(f"{home}cancel/").status_code == 409
    assert desk.post(f"{home}fly/").status_code == 404


def test_who_only_sees_weeks_changes_none(town: Town) -> None:
    today = clock.today()
    plan = Plan(kind="publicity", theme="law", title="宪法宣传", begins=today, ends=today, places="广场")
    week = plan_outreach(plan, area=town.community, by=town.secretary)
    leader = town.client("leader")
    read(leader, f"/desk/weeks/{week.pk}/")
    assert leader.post(f"/desk/weeks/{week.pk}/publish/").status_code == 404
    assert leader.get(f"/desk/weeks/{week.pk}/change/").status_code == 404
