"""What a thief finds on a phone: a closed copy, a sealed queue; and what is left once the phone has been blocked."""

from playwright.sync_api import expect

from mulin.devices.models import Act, Device
from tests.journeys.acts import entered
from tests.journeys.lying import lying, on_disk
from tests.journeys.phones import OpenPhone, Phone
from tests.journeys.test_without_network import reported, solve
from tests.support.browser import OpenContext, assert_accessible, overflow, shot
from tests.support.cast import Town

SEEN, WRITTEN = "单元门口的灯不亮，老人夜里看不见路", "我换了灯泡，下周再来看"


def blocked_by_owner(open_context: OpenContext, live_url: str, town: Town) -> None:
    owner = entered(open_context, live_url, town, "owner")
    owner.goto("/ops/devices/?login=gridworker")
    assert_accessible(owner)
    owner.get_by_role("button", name="丢失或被盗：停用").click()
    owner.locator("dialog#confirm[open] [data-confirm-yes]").click()
    expect(owner.locator("main")).to_contain_text("已停用")


def is_closed(phone: Phone) -> None:
    """No word of a case or of an act stands open, and no key can be taken out."""
    found = lying(phone.page)
    assert found.counts["pages"] > 3
    assert [(one["what"], one["sealed"]) for one in found.queue] == [("case.solve", True)]
    assert SEEN not in found.text
    assert WRITTEN not in found.text
    assert found.keys
    assert not any(key["extractable"] or key["got"] for key in found.keys)


def is_wiped(phone: Phone) -> None:
    """Neither pages nor keys are left, in the browser or in its folder."""
    left = lying(phone.page)
    assert (left.keys, left.counts["pages"], left.counts["forms"], left.counts["queue"]) == ([], 0, 0, 0)
    assert all(name.startswith("mulin-") for name, files in left.files.items() if files)
    phone.close()
    assert on_disk(phone.folder, WRITTEN) == []
    assert on_disk(phone.folder, SEEN) == []
    phone.open()


def test_a_stolen_phone_deletes_its_copy_and_its_work_waits_for_its_owner(
    open_phone: OpenPhone, open_context: OpenContext, live_url: str, fresh_town: Town
) -> None:
    case = reported(fresh_town, SEEN)
    phone = open_phone("gridworker")
    phone.pack()
    phone.offline()
    phone.page.goto(f"/field/cases/{case.pk}/")
    expect(phone.page.locator("main")).to_contain_text(SEEN)
    solve(phone.page, case, WRITTEN)
    is_closed(phone)
    blocked_by_owner(open_context, live_url, fresh_town)

    phone.offline(off=False)
    phone.delivered()
    expect(phone.page.locator("main")).to_contain_text("已停用")
    expect(phone.page.locator("main")).not_to_contain_text("灯不亮")
    assert overflow(phone.page) <= 0
    shot(phone.page, "edge-blocked")
    phone.page.goto("/field/")
    assert "/login/" in phone.page.url
    is_wiped(phone)
    assert Device.objects.get(account__login="gridworker").revoked_at is not None
    assert Act.objects.get().outcome == "held"
    case.refresh_from_db()
    assert case.state == "reported"

    worker = entered(open_context, live_url, fresh_town, "gridworker", phone=True)
    worker.goto("/field/outbox/")
    assert WRITTEN in worker.content()
    shot(worker, "edge-held")
    worker.get_by_role("button", name="是我本人做的，照办").click()
    worker.wait_for_url(f"**/field/cases/{case.pk}/")
    case.refresh_from_db()
    assert case.state == "handled"
