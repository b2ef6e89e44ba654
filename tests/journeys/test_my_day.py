"""A worker's day and a head's overview: all pages of rounds at their own sizes, readable and within the screen."""

from datetime import timedelta

from playwright.sync_api import expect

from mulin.demo.rounds import build_rounds
from mulin.lib import clock
from mulin.rounds.models import Calling, Occurrence
from mulin.things.models import Thing
from tests.journeys.acts import entered
from tests.support.browser import OpenContext, assert_accessible, overflow, shot
from tests.support.cast import Town


def test_the_day_of_the_town(open_context: OpenContext, live_url: str, fresh_town: Town) -> None:
    assert build_rounds(clock.now()) > 10
    worker = entered(open_context, live_url, fresh_town, "gridworker", phone=True)
    calling = Calling.objects.filter(next_on__lte=clock.today()).order_by("pk")[0]
    for path, name in (
        ("/field/day/", "day"), ("/field/day/?order=walk", "walk"), ("/field/visits/", "visits"),
        (f"/field/visits/{calling.pk}/", "visit"),
    ):  # fmt: skip
        worker.goto(path)
        assert_accessible(worker)
        assert overflow(worker) <= 0
        shot(worker, f"rounds-{name}")
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
