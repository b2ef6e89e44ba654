"""Home from hospital: entered on the page, due the next day on the care list alone, seen at the door; the consent as a PDF, meals by a rule."""

from datetime import timedelta
from pathlib import Path

from fpdf import FPDF
from playwright.sync_api import Page, expect

from mulin.lib import clock
from mulin.reactions.relay import relay_all
from mulin.rounds.models import Calling, Visit
from tests.care.conftest import Home, settle_in
from tests.journeys.acts import entered
from tests.support.browser import OpenContext, assert_accessible, overflow, shot
from tests.support.cast import Town


def signed(folder: Path) -> Path:
    made, path = FPDF(), folder / "同意书.pdf"
    made.add_page()
    path.write_bytes(bytes(made.output()))
    return path


def act(page: Page, verb: str) -> None:
    """Open what hides the form of a verb."""
    page.evaluate(
        "verb => { const b = document.querySelector(`button[name=verb][value=${verb}]`);"
        " for (let e = b; e; e = e.parentElement) if (e.tagName === 'DETAILS') e.open = true; }",
        verb,
    )


def written_down(worker: Page, home: Home, folder: Path) -> None:
    worker.goto(f"/care/{home.entry.pk}/")
    act(worker, "discharge")
    worker.locator("#discharge-on").fill(clock.today().isoformat())
    worker.locator("button[value=discharge]").click()
    worker.wait_for_load_state()
    act(worker, "scan")
    worker.locator("#scan-scan").set_input_files(signed(folder))
    worker.locator("button[value=scan]").click()
    worker.wait_for_load_state()
    act(worker, "plan")
    worker.locator("#plan-service").select_option("meal")
    worker.locator("#plan-provider").fill("P")
    worker.locator("#plan-rhythm input[value=other]").check()
    worker.locator("#plan-rhythm-rule").fill("often")
    worker.locator("#plan-first_on").fill(clock.today().isoformat())
    worker.locator("button[value=plan]").click()
    worker.wait_for_load_state()
    act(worker, "plan")
    shot(worker, "care-entry-plan-refused")
    assert overflow(worker) <= 0
    assert_accessible(worker)


def seen_at_the_door(worker: Page, calling: Calling) -> None:
    worker.goto("/care/")
    assert overflow(worker) <= 0
    assert_accessible(worker)
    shot(worker, "care-visits-due-phone")
    worker.locator(f"a[href='/care/calls/{calling.pk}/']").click()
    worker.wait_for_load_state()
    assert overflow(worker) <= 0
    assert_accessible(worker)
    shot(worker, "care-visit-phone")
    expect(worker.locator("main")).not_to_contain_text("梁秀兰")
    worker.locator("input[name=outcome][value=met]").check()
    worker.locator("textarea[name=said]").fill("恢复得不错，药够吃一周")
    worker.locator("main form button.btn-primary").click()
    worker.wait_for_load_state()


def test_home_from_hospital(
    open_context: OpenContext, live_url: str, fresh_town: Town, tmp_path: Path
) -> None:
    home = settle_in(fresh_town)
    relay_all()
    worker = entered(open_context, live_url, fresh_town, "gridworker", phone=True)
    written_down(worker, home, tmp_path)
    relay_all()
    calling = Calling.objects.get(rule="discharge")
    assert calling.next_on == clock.today() + timedelta(days=1)
    worker.goto("/field/visits/")
    expect(worker.locator("main")).not_to_contain_text("出院")
    seen_at_the_door(worker, calling)
    assert Visit.objects.get().outcome == "met"
    leader = entered(open_context, live_url, fresh_town, "leader")
    answer = leader.goto(f"/care/calls/{calling.pk}/")
    assert answer is not None
    assert answer.status == 404
