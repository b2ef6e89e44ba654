"""Nobody acts: the case climbs from the grid to the district, and at each rung somebody is told to decide."""

from datetime import datetime, timedelta

from playwright.sync_api import expect

from mulin.cases.models import Case
from mulin.lib import clock
from mulin.places.kinds import Rank
from mulin.reactions.clockwork import tick_all
from mulin.reactions.relay import relay_all
from tests.journeys.acts import entered
from tests.journeys.standing import reported
from tests.support.browser import OpenContext, assert_accessible
from tests.support.cast import Town

RUNGS = {
    Rank.GRID: "gridhead",
    Rank.COMMUNITY: "secretary",
    Rank.STREET: "street_dispatcher",
    Rank.DISTRICT: "district",
}
MONDAY = datetime(2026, 10, 12, 9, 0, tzinfo=clock.LOCAL)


def left_alone(town: Town) -> Case:
    """Reported on a Monday morning; two weeks in which only the clocks move."""
    with clock.frozen(MONDAY) as time:
        case = reported(town, "0901", "单元门口的路灯坏了，晚上一片黑。")
        for _half_day in range(30):
            time.tick(timedelta(hours=12))
            tick_all()
            relay_all()
    return Case.objects.get(pk=case.pk)


def test_each_overseer_is_told(open_context: OpenContext, live_url: str, fresh_town: Town) -> None:
    case = left_alone(fresh_town)
    assert case.rank == Rank.DISTRICT
    for rank, key in RUNGS.items():
        page = entered(open_context, live_url, fresh_town, key)
        page.goto("/notices/")
        told = page.locator(".row-card", has_text="请决定").filter(has_text=case.number)
        expect(told.first, f"{key} at {rank.name} is told").to_be_visible()
    assert_accessible(page)
    page.goto(f"/desk/cases/{case.pk}/")
    expect(page.locator("main")).to_contain_text("已上报一级")
