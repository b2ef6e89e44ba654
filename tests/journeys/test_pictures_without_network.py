"""Photos of the day's cases without network: the small ones are on the phone, closed; what is not there is said so."""

from playwright.sync_api import expect

from mulin.files.actions.store import prepare_photo, store_photo
from tests.files.pictures import noise
from tests.journeys.lying import lying
from tests.journeys.phones import OpenPhone
from tests.journeys.test_without_network import reported
from tests.support.browser import overflow, shot
from tests.support.cast import Town

SMALL_HERE = "async () => (await (await caches.open('pictures')).keys()).length === 1"
SHOWN = "async () => { const image = document.querySelector('main .strip img'); image.loading = 'eager'; return image.complete && image.naturalWidth > 96; }"


def test_small_photos_are_on_the_phone(open_phone: OpenPhone, fresh_town: Town) -> None:
    case = reported(fresh_town, "单元门口的灯不亮")
    kept = store_photo(
        prepare_photo(noise(1200, 900)),
        owner_kind="case",
        owner_id=str(case.pk),
        stage="before",
        by=fresh_town.resident,
    )
    phone = open_phone("gridworker")
    phone.pack()
    phone.until(SMALL_HERE)
    assert lying(phone.page).files["pictures"] == [f"/photo/{kept.pk}/thumb/"]
    stored = phone.page.evaluate(
        "async () => { const one = (await (await caches.open('pictures')).matchAll())[0]; return [...new Uint8Array(await one.arrayBuffer())].slice(0, 64); }"
    )
    assert b"\xff\xd8\xff" not in bytes(stored)
    phone.offline()
    page = phone.page
    page.goto(f"/field/cases/{case.pk}/")
    phone.until(SHOWN)
    shot(page, "edge-photo")
    # The large one is not there: the small one stands for it.
    page.locator("main .strip a").first.click()
    phone.until(
        "async () => [...document.querySelectorAll('dialog[open] img')].some((image) => image.complete && image.naturalWidth > 96)"
    )
    assert overflow(page) <= 0
    shot(page, "edge-photo-large", full=False)
    page.evaluate("async () => { await caches.delete('pictures'); }")
    page.goto(f"/field/cases/{case.pk}/")
    expect(page.locator("main .strip img")).to_be_visible()
    phone.until(
        "async () => { const image = document.querySelector('main .strip img'); image.loading = 'eager'; return image.complete && image.naturalWidth > 0; }"
    )
    shot(page, "edge-photo-none")
