"""A campaign begins, gets its list, and ends without dropping anybody."""

from pathlib import Path
from uuid import uuid4

import openpyxl
import pytest

from mulin.campaigns.access import campaign_for, visible_to
from mulin.campaigns.actions.add_targets import Draft, add_households, add_targets
from mulin.campaigns.actions.end import end
from mulin.campaigns.actions.settle import finish
from mulin.campaigns.actions.start import change, start
from mulin.campaigns.actions.talk import talk
from mulin.campaigns.imports import take_list
from mulin.campaigns.kinds import CampaignState, TargetState
from mulin.campaigns.models import Campaign, Target
from mulin.campaigns.queries import chart, standings
from mulin.campaigns.queries.audit import misfits
from mulin.cases.models import Case, Words
from mulin.lib import clock
from mulin.lib.errors import BadInput, Conflict, NotAllowed, NotFound, WrongState
from mulin.lib.intake import Fate
from mulin.people.access import Actor
from mulin.places.models import Building, Entrance, Household
from mulin.trail.models import Event
from tests.campaigns.conftest import in_days
from tests.support.world import World


def test_it_is_started_once_where_one_runs_campaigns(world: World, secretary: Actor) -> None:
    days = {"begins": clock.today(), "ends": in_days(9)}
    number = uuid4()
    for _again in range(2):
        made = start(area=world.community, name="充电整治", id=number, by=secretary, **days)
    assert Campaign.objects.get() == made
    with pytest.raises(NotFound):
        start(area=world.community, name="充电整治", id=number, by=Actor.system("other"), **days)
    for wrong in ({"name": " "}, {"name": "好", "ends": in_days(-1)}, {"name": "好", "over": "people"}):
        with pytest.raises(BadInput):
            start(area=world.community, by=secretary, **(days | wrong))  # type: ignore[arg-type] # one wrong field each
    for other in (world.post("grid_worker", world.grid), world.post("community_secretary", world.grid)):
        with pytest.raises(NotAllowed):
            start(area=world.community, name="充电整治", by=other, **days)


def test_a_change_is_noted_once(campaign: Campaign, secretary: Actor, worker: Actor) -> None:
    for _again in range(2):
        change(campaign, name="油烟治理", aim="", ends=in_days(90), by=secretary)
    assert Event.objects.filter(verb="campaign.changed").count() == 1
    with pytest.raises(NotAllowed):
        change(campaign, name="别的", aim="", ends=in_days(90), by=worker)


def test_who_sees_it(campaign: Campaign, target: Target, worker: Actor, world: World) -> None:
    leader = world.post("street_leader", world.street)
    for seeing in (worker, leader):
        assert campaign_for(seeing, campaign.pk) == campaign
    for stranger in (world.resident(), world.post("grid_worker", world.micro.parent or world.grid)):
        if stranger.posts:
            continue
        assert not visible_to(stranger).exists()
        with pytest.raises(NotFound):
            campaign_for(stranger, campaign.pk)
    assert standings(leader, [campaign.pk])[campaign.pk].counts == {"not_begun": 1}


def test_doors_are_put_on_once(world: World, campaign: Campaign, secretary: Actor, worker: Actor) -> None:
    homes = doors(world, 3)
    assert len(add_households(campaign, homes, by=secretary)) == 3
    assert add_households(campaign, homes, by=secretary) == []
    assert {one.post_id for one in Target.objects.all()} == {worker.posts[0].post_id}
    assert [one.number for one in Target.objects.order_by("number")] == [1, 2, 3]
    assert list(misfits()) == []


def test_what_lies_outside_is_refused(world: World, campaign: Campaign, secretary: Actor) -> None:
    with pytest.raises(BadInput):
        add_targets(campaign, [Draft(label="远处的店", area=world.district)], by=secretary)
    with pytest.raises(NotAllowed):
        add_targets(campaign, [Draft(label="店", area=world.grid)], by=world.post("grid_worker", world.grid))


def test_a_table_is_taken_whole_or_not_at_all(
    tmp_path: Path, world: World, campaign: Campaign, secretary: Actor, worker: Actor
) -> None:
    good = ["柳桥面馆", "柳桥路1号", world.grid.code, "", "王建国", "15400000123"]
    bad = ["", "柳桥路2号", "没有的网格", "P-0", "", ""]
    failed = take_list(campaign, table(tmp_path, [good, bad]), by=secretary)
    assert not failed.saved
    assert {problem.row for problem in failed.problems} == {3}
    assert not Target.objects.exists()
    for _again in range(2):
        report = take_list(campaign, table(tmp_path, [good]), by=secretary)
        assert report.saved
    assert report.counts[Fate.SAME] == 1
    assert Target.objects.get().parties.get().name == "王建国"
    assert list(misfits()) == []


def test_ending_opens_a_case_for_each_open_target_once(
    world: World, campaign: Campaign, target: Target, secretary: Actor, worker: Actor
) -> None:
    others = [Draft(label=f"店{number}", area=world.grid) for number in range(3)]
    done, *rest = add_targets(campaign, others, by=secretary)
    finish(done, by=worker)
    talk(target, text="老王说儿子不同意", next_on=in_days(1), by=worker)
    with pytest.raises(NotAllowed):
        end(campaign, by=worker)
    with pytest.raises(Conflict):
        end(campaign, expected=2, by=secretary)
    for _again in range(2):
        end(campaign, expected=3, by=secretary)
    assert Case.objects.count() == 3
    carried = Target.objects.exclude(case_id=None)
    assert {one.pk for one in carried} == {target.pk, *(one.pk for one in rest)}
    assert {one.next_on for one in carried} == {None}
    assert not any("老王" in text for text in Words.objects.values_list("text", flat=True))
    with pytest.raises(WrongState):
        talk(target, text="还想谈", by=worker)
    with pytest.raises(WrongState):
        add_targets(campaign, [Draft(label="新店", area=world.grid)], by=secretary)
    assert list(misfits()) == []


def test_the_check_sees_who_was_dropped(campaign: Campaign, target: Target) -> None:
    Campaign.objects.filter(pk=campaign.pk).update(state=CampaignState.ENDED, ended_at=clock.now())
    told = list(misfits())
    assert any("no case goes on" in line for line in told)
    assert any("no event says so" in line for line in told)


def test_the_wall_chart_counts_by_grid(
    campaign: Campaign, target: Target, secretary: Actor, worker: Actor, world: World
) -> None:
    add_targets(campaign, [Draft(label="社区门口的店", area=world.community)], by=secretary)
    finish(target, by=worker)
    rows = chart(campaign, secretary)
    assert [(row.area, row.standing.counts) for row in rows] == [
        (world.grid, {TargetState.DONE: 1}),
        (None, {TargetState.NOT_BEGUN: 1}),
    ]
    assert rows[0].standing.percent == 100
    assert [row.area for row in chart(campaign, worker)] == [world.grid]


def doors(world: World, count: int) -> list[Household]:
    building = Building(area=world.micro, number="00001", name="1号楼", name_key="1")
    building.take_lineage(world.micro)
    building.save()
    entrance = Entrance.objects.create(building=building, name="1单元", card_code="card-1")
    homes = []
    for number in range(count):
        home = Household(entrance=entrance, door=f"10{number}", area=world.micro)
        home.take_lineage(world.micro)
        home.save()
        homes.append(home)
    return homes


def table(folder: Path, rows: list[list[str]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active or book.create_sheet()
    for row in (["名称", "地址", "网格", "责任岗位", "业主", "业主电话"], *rows):
        sheet.append(row)
    path = folder / "list.xlsx"
    book.save(path)
    return path
