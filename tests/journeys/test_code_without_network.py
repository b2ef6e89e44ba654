"""The code on a thing, read in a cellar: its checklist opens from the copy, is answered there, and arrives once."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from mulin.devices.models import Act
from mulin.lib import clock
from mulin.reactions.clockwork import tick
from mulin.rounds.actions.make_plan import NewPlan, NewStop, make_plan
from mulin.rounds.kinds import Over, Proof, Shown
from mulin.rounds.models import Check, Occurrence, Plan
from mulin.surfaces.field import leaves
from mulin.things.actions.register_thing import NewThing, register_thing
from mulin.things.models import Thing, ThingKind
from tests.journeys.acts import entered
from tests.journeys.lying import lying
from tests.journeys.phones import OPEN, OpenPhone, Phone
from tests.journeys.test_a_day_without_network import kept
from tests.journeys.test_patrol import HOUSE
from tests.support.browser import OpenContext, assert_accessible, overflow, shot
from tests.support.cast import Town
from tests.support.rough_line import rough_line

READS_CODES = """async () => { const found = await navigator.serviceWorker.getRegistration("/t/"); return Boolean(found && found.active && found.scope.endsWith("/t/")); }"""

#: Nothing is left of the waiting, so the next page waits as ever.
ONCE = f"""async () => {{ const db = await ({OPEN})(); return new Promise((done) => {{ const asked = db.transaction("meta").objectStore("meta").get("silent"); asked.onsuccess = () => {{ db.close(); done(asked.result === undefined); }}; }}); }}"""


def extinguisher(town: Town) -> Thing:
    kind = ThingKind.objects.get(code="extinguisher")
    return register_thing(NewThing(kind, "1号楼一层灭火器", building=town.building), by=HOUSE)


def packed(open_phone: OpenPhone, login: str = "gridworker") -> Phone:
    phone = open_phone(login)
    phone.pack()
    phone.until(READS_CODES)
    return phone


def answered(phone: Phone) -> None:
    """As it hangs there, all in order."""
    for code in ("present", "pressure", "whole"):
        phone.page.locator(f'input[name="a-{code}"][value="yes"]').check()
    phone.page.locator('[name="a-expiry"]').fill("2099-01-01")
    kept(phone.page)


def test_a_code_opens_its_checklist_without_network(open_phone: OpenPhone, fresh_town: Town) -> None:
    thing = extinguisher(fresh_town)
    phone = packed(open_phone)
    page = phone.page
    phone.offline()
    page.goto(f"/t/{thing.code}/")
    page.wait_for_url(f"**/field/things/{thing.code}/?code={thing.code}")
    expect(page.locator("#wire")).to_contain_text("离线")
    expect(page.locator("h1")).to_have_text(thing.name)
    assert_accessible(page)
    assert overflow(page) <= 0
    shot(page, "code-offline", full=False)
    answered(phone)
    assert phone.waiting() == 1
    phone.offline(off=False)
    phone.delivered()
    made = Check.objects.get()
    assert (made.thing, made.shown, Act.objects.get().outcome) == (thing, Shown.CODE, "done")

    # With network the code leads where it always did.
    page.goto(f"/t/{thing.code}/")
    page.wait_for_url(f"**/field/things/{thing.code}/?code={thing.code}")
    expect(page.locator("#wire")).to_be_hidden()


def test_a_code_opens_where_the_network_is_silent(
    open_phone: OpenPhone, live_url: str, fresh_town: Town
) -> None:
    """One bar and no answer: who has waited for the code does not wait for its page again."""
    thing = extinguisher(fresh_town)
    with rough_line(live_url, 1) as line:
        phone = open_phone("gridworker", address=line.address)
        phone.pack()
        phone.until(READS_CODES)
        line.mute = True
        phone.page.goto(f"/t/{thing.code}/", wait_until="commit")
        phone.page.wait_for_url(f"**/field/things/{thing.code}/?code={thing.code}")
        expect(phone.page.locator("h1")).to_have_text(thing.name)
        phone.until(ONCE)
        line.mute = False


def test_a_code_that_is_not_on_the_phone_says_so(open_phone: OpenPhone, fresh_town: Town) -> None:
    phone = packed(open_phone)
    page = phone.page
    phone.offline()
    page.goto("/t/another-code/")
    expect(page.locator("main")).to_contain_text("这个码没有存在手机上")
    assert_accessible(page)
    assert overflow(page) <= 0
    shot(page, "code-not-here", full=False)
    page.get_by_role("link", name="回到今天").click()
    page.wait_for_url("**/field/")
    expect(page.locator("#wire")).to_contain_text("离线")


def round_by(town: Town, thing: Thing) -> Occurrence:
    """A round of the day that asks for the code at the place."""
    plan = make_plan(
        NewPlan(
            family="patrol", name="消防设施检查", area=town.grid, rhythm="FREQ=DAILY", holidays="keep", window=1439,
            over=Over.STOPS, posts=[town.post("P-1201-GW")], stops=[NewStop("1号楼一层", thing=thing)],
            checklist_key="extinguisher", proof=Proof.CODE,
        ),
        by=HOUSE,
    )  # fmt: skip
    Plan.objects.filter(pk=plan.pk).update(next_at=clock.now() - timedelta(seconds=1))
    tick()
    return Occurrence.objects.get()


def test_a_code_opens_the_stop_that_asks_for_it(
    open_phone: OpenPhone, fresh_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More things hang on the ground than are kept by themselves: the day's round knows this one."""
    monkeypatch.setattr(leaves, "MOST_THINGS", 0)
    thing = extinguisher(fresh_town)
    occurrence = round_by(fresh_town, thing)
    phone = packed(open_phone)
    # What leads from the code to its place lies closed like the pages.
    assert thing.code not in lying(phone.page).text
    phone.offline()
    phone.page.goto(f"/t/{thing.code}/")
    phone.page.wait_for_url(f"**/field/rounds/{occurrence.pk}/1/?code={thing.code}")
    expect(phone.page.locator('[name="code"]')).to_have_value(thing.code)
    answered(phone)
    phone.offline(off=False)
    phone.delivered()
    made = Check.objects.get()
    assert (made.occurrence, made.shown) == (occurrence, Shown.CODE)


def test_strangers_find_the_page_of_the_thing(
    open_context: OpenContext, open_phone: OpenPhone, live_url: str, fresh_town: Town
) -> None:
    """Whoever reads it elsewhere, and whoever reads it on a worker's phone after the log-out."""
    thing = extinguisher(fresh_town)
    stranger = open_context(phone=True).new_page()
    stranger.goto(f"{live_url}/t/{thing.code}/")
    expect(stranger.locator("main")).to_contain_text(thing.name)
    assert stranger.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    resident = entered(open_context, live_url, fresh_town, "resident", phone=True)
    resident.goto(f"/t/{thing.code}/")
    expect(resident.locator("main")).to_contain_text(thing.name)

    phone = packed(open_phone)
    phone.context.clear_cookies()
    phone.page.goto(f"/t/{thing.code}/")
    expect(phone.page.locator("main")).to_contain_text(thing.name)
    assert "/field/" not in phone.page.url
