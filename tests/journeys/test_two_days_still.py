"""The story of Ms Bi: two days still, the door in five minutes, the neighbour, the son, away until Sunday."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from mulin.care.actions.set_watch import NewMeter, NewRule, set_watch
from mulin.care.actions.take_readings import Given, take_readings
from mulin.care.models import Alert
from mulin.lib import clock
from mulin.reactions.clockwork import tick_all
from mulin.reactions.relay import relay_all
from tests.care.conftest import settle_in
from tests.journeys.acts import entered
from tests.support.browser import OpenContext, assert_accessible, overflow, shot
from tests.support.cast import Town

WINDOW = timedelta(hours=48)


def two_days_still(town: Town) -> Alert:
    """Water and power of one home, read by the hour; the last use lies two days and a minute back."""
    now = clock.now()
    with clock.frozen(now - WINDOW - timedelta(hours=3)):
        home = settle_in(town)
        meters = [NewMeter(home.water, "W1"), NewMeter(home.water, "E1", "electricity", 0.1)]
        set_watch(home.entry, meters=meters, rule=NewRule(join="and"), by=home.worker)
    last_use = now - WINDOW - timedelta(minutes=1)
    readings = [Given(code, last_use - timedelta(hours=1), 100) for code in ("W1", "E1")]
    for hour in range(48):
        at = last_use + timedelta(hours=hour)
        readings += [Given("W1", at, 112), Given("E1", at, 101 + hour * 0.05)]
    take_readings(readings, organisation_ids=[home.water.pk])
    tick_all()
    relay_all()
    return Alert.objects.get()


def log(page: Page, row: str, result: str, note: str = "") -> None:
    form = page.locator(f"form:has(input[name=step][value={row}])").first
    # Only the form of the call whose turn it is lies open.
    form.evaluate("form => { const fold = form.closest('details'); if (fold) fold.open = true; }")
    form.locator("select[name=result]").select_option(result)
    form.locator("input[name=note]").fill(note)
    form.locator("button[value=try]").click()
    page.wait_for_load_state()


def gone_to_the_door(worker: Page, alert: Alert) -> None:
    """The list, the alert, the door, the calls, and how it ended; on a phone."""
    worker.goto("/notices/")
    expect(worker.locator("main")).not_to_contain_text("梁秀兰")
    worker.goto("/care/")
    assert overflow(worker) <= 0
    shot(worker, "care-list-phone")
    worker.locator(f"a[href='/care/alerts/{alert.pk}/']").click()
    expect(worker.locator(".emergency")).to_contain_text("120")
    expect(worker.locator("main")).to_contain_text("梁秀兰")
    assert overflow(worker) <= 0
    assert_accessible(worker)
    shot(worker, "care-alert-phone")
    worker.locator("button[value=go]").click()
    log(worker, "door", "no_answer", "敲门没有人应")
    log(worker, "person", "no_answer")
    log(worker, "neighbour", "away", "李阿姨说去儿子家了")
    log(worker, "contact", "away", "儿子说接去住几天")
    close = worker.locator("form:has(input[name=ending])")
    close.locator("input[name=ending][value=away]").check()
    close.locator("input[name=away_until]").fill((clock.today() + timedelta(days=6)).isoformat())
    close.locator("button[value=close]").click()
    worker.wait_for_load_state()
    expect(worker.locator("main")).to_contain_text("外出不在家")


def called_back(caller: Page, alert: Alert) -> None:
    """By somebody else, who sees what is kept closed no more than before."""
    caller.goto("/care/")
    shot(caller, "care-list-desk")
    caller.goto(f"/care/alerts/{alert.pk}/")
    caller.locator("form:has(button[value=follow]) select[name=result]").select_option("safe")
    caller.locator("button[value=follow]").click()
    caller.wait_for_load_state()
    caller.goto(f"/care/{alert.entry_id}/")
    assert_accessible(caller)
    shot(caller, "care-entry-desk")
    expect(caller.locator("main")).to_contain_text("外出中")
    expect(caller.locator("main")).not_to_contain_text("钥匙在对门")


def read_at_home(person: Page) -> None:
    """The person sees that the watch rests, and who looked."""
    person.goto("/me/care/")
    expect(person.locator("main")).to_contain_text("外出中")
    assert_accessible(person)
    assert overflow(person) <= 0
    shot(person, "care-own-phone")
    person.goto("/me/")
    expect(person.locator("main")).to_contain_text("关爱登记")


def test_somebody_goes_and_nobody_else_knows(
    open_context: OpenContext, live_url: str, fresh_town: Town
) -> None:
    alert = two_days_still(fresh_town)
    gone_to_the_door(entered(open_context, live_url, fresh_town, "gridworker", phone=True), alert)
    called_back(entered(open_context, live_url, fresh_town, "checker"), alert)
    read_at_home(entered(open_context, live_url, fresh_town, "resident", phone=True))
    own, case = f"/care/{alert.entry_id}/", f"/desk/cases/{alert.case_id}/"
    for key in ("leader", "dispatcher", "district"):
        stranger = entered(open_context, live_url, fresh_town, key)
        for path in ("/care/", own, f"/care/alerts/{alert.pk}/", case):
            answer = stranger.goto(path)
            assert answer is not None
            assert answer.status == 404
    alert.refresh_from_db()
    assert alert.followed_at is not None
