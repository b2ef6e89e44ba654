"""Laid aside over the Spring Festival: each clock goes on with exactly what it had left."""

from datetime import datetime, timedelta

from playwright.sync_api import expect

from mulin.calendars.queries import calendar_for
from mulin.cases.commands import perform
from mulin.cases.kinds import Stage, State
from mulin.cases.models import Case, Clock
from mulin.lib import clock, worktime
from mulin.reactions.clockwork import tick_all
from tests.journeys.acts import entered, press
from tests.journeys.standing import reported
from tests.support.browser import OpenContext
from tests.support.cast import Town

THURSDAY = datetime(2026, 2, 12, 10, 30, tzinfo=clock.LOCAL)
AFTER = datetime(2026, 2, 25, 9, 0, tzinfo=clock.LOCAL)


def left(case: Case, now: datetime) -> dict[str, object]:
    """What each running clock still has, in its own time."""
    calendar = calendar_for(case.area_id)
    running = Clock.objects.filter(case=case, stage__in=[Stage.RUNNING, Stage.WARNED])
    return {
        one.link: worktime.remaining(now, one.due_at, worktime.Unit(one.unit), calendar) for one in running
    }


def test_the_remainder_is_kept(open_context: OpenContext, live_url: str, fresh_town: Town) -> None:
    with clock.frozen(THURSDAY) as time:
        case = reported(fresh_town, "0905", "小区路面鼓包，要等开春才能修。")
        dispatcher, firm = fresh_town.dispatcher, fresh_town.property
        perform(case, "file", dispatcher, {})
        perform(case, "dispatch", dispatcher, {"organisation": "ORG-PM-ANJU"})
        perform(case, "accept", firm, {})
        time.tick(timedelta(hours=5))
        before = left(case, clock.now())
        given = {"until": AFTER.isoformat(), "reason": "春节停工，节后开工即修。"}
        perform(case, "suspend", dispatcher, given)
        time.move_to(AFTER - timedelta(hours=1))
        assert tick_all() == 0
        assert not left(case, clock.now())
        time.move_to(AFTER)
        tick_all()
        resumed = Case.objects.get(pk=case.pk)
        assert resumed.state == State.HANDLING
        assert before and left(case, clock.now()) == before
    page = entered(open_context, live_url, fresh_town, "resident", phone=True)
    page.goto(f"/mine/{case.pk}/")
    expect(page.locator("main")).to_contain_text("春节停工，节后开工即修。")
    desk = entered(open_context, live_url, fresh_town, "property")
    press(desk, str(case.pk), "handle", photos="before photos", result="路面已修平。")
