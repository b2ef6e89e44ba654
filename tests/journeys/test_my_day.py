"""A worker's day and a head's overview: all pages of rounds at their own sizes, readable and within the screen."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from mulin.cases.models import Case
from mulin.demo.rounds import build_rounds
from mulin.lib import clock
from mulin.rounds.models import Calling, Check, Occurrence
from mulin.things.models import Thing
from tests.journeys.acts import entered
from tests.support.browser import OpenContext, assert_accessible, overflow, shot
from tests.support.cast import Town


def test_the_day_of_the_town(open_context: OpenContext, live_url: str, fresh_town: Town) -> None:
    assert build_rounds(clock.now()) > 10
    worker = entered(open_context, live_url, fresh_town, "gridworker", phone=True)
    due = Calling.objects.filter(next_on__lte=clock.today())
    calling, cold = due.order_by("pk")[0], due.get(rule="heating")
    for path, name in (
        ("/field/day/", "day"), ("/field/day/?order=walk", "walk"), ("/field/visits/", "visits"),
        (f"/field/visits/{calling.pk}/", "visit"),
        (f"/field/visits/{cold.pk}/", "visit-sheet"),
    ):  # fmt: skip
        worker.goto(path)
        assert_accessible(worker)
        assert overflow(worker) <= 0
        shot(worker, f"rounds-{name}")
    gone_through(worker, cold)
    worker.goto(f"/field/visits/{calling.pk}/")
    worker.locator('input[name="outcome"][value="not_home"]').check()
    worker.locator("button.btn-big").click()
    worker.wait_for_url("**/field/visits/")
    calling.refresh_from_db()
    assert (calling.last_outcome, calling.next_on) == ("not_home", clock.today() + timedelta(days=3))

    head = entered(open_context, live_url, fresh_town, "gridhead")
    thing = Thing.objects.order_by("pk")[0]
    missed = Occurrence.objects.filter(state="missed", grid_id=fresh_town.grid.pk).count()
    for path, name in (
        ("/desk/rounds/", "board"), ("/desk/coverage/", "coverage"), ("/desk/things/", "things"),
        (f"/desk/things/{thing.code}/", "desk-thing"), ("/desk/things/new/", "new-thing"), ("/desk/decisions/", "decisions"),
    ):  # fmt: skip
        head.goto(path)
        assert_accessible(head)
        shot(head, f"rounds-{name}")
    assert missed == 0
    head.goto("/desk/rounds/?state=done")
    expect(head.locator("tbody tr").first).to_be_visible()


def gone_through(worker: Page, cold: Calling) -> None:
    """The home is met with its radiators cold: a case, and read before the next visit."""
    for name, value in (("outcome", "met"), ("a-warm", "no"), ("a-leak", "yes"), ("a-gas", "yes")):
        worker.locator(f'input[name="{name}"][value="{value}"]').check()
    worker.locator('input[name="a-degrees"]').fill("14.5")
    worker.locator("button.btn-big").click()
    worker.wait_for_url("**/field/visits/")
    look = Check.objects.get(household_id=cold.household_id)
    assert (look.findings, Case.objects.filter(household_id=cold.household_id).count()) == (2, 2)
    worker.goto(f"/field/visits/{cold.pk}/")
    expect(worker.locator("main")).to_contain_text("14.5度")
    assert_accessible(worker)
    assert overflow(worker) <= 0
    shot(worker, "rounds-visit-before")
