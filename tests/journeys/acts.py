"""What people of the journeys do with a browser: come in, press a verb, take a photo."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.test import Client
from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Locator, Page, expect

from mulin.accounts.models import User
from tests.support.browser import OpenContext
from tests.support.cast import Town

PATIENCE = 60_000
BACKEND = "django.contrib.auth.backends.ModelBackend"


def photo(tone: str = "#7a8b99") -> FilePayload:
    """A picture as a phone takes it."""
    image = Image.new("RGB", (640, 480), tone)
    ImageDraw.Draw(image).rectangle((180, 140, 460, 340), fill="#c3d1dc")
    raw = BytesIO()
    image.save(raw, "JPEG", quality=80)
    return {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": raw.getvalue()}


def entered(
    open_context: OpenContext, live_url: str, town: Town, key: str, *, phone: bool = False, **options: Any
) -> Page:
    """A browser in which a member of the cast is logged in, whether or not the demo gives them a login."""
    person = town.person(key)
    if person.account is None:
        person.account = User.objects.create(login=f"cast-{key}".lower())
        person.save(update_fields=["account"])
    client = Client()
    client.force_login(person.account, backend=BACKEND)
    context = open_context(phone=phone, **options)
    context.set_default_timeout(PATIENCE)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_url}])
    return context.new_page()


def case_id(page: Page) -> str:
    """Of the case that the page shows."""
    return page.url.split("?")[0].rstrip("/").split("/")[-1]


def press(page: Page, case: str, verb: str, /, *, face: str = "desk", photos: str = "", **given: Any) -> None:
    """Find the verb on the case's page, fill in its form, send it; back on the case or on the list."""
    page.goto(f"/{face}/cases/{case}/")
    link = page.locator(f'main a[href="/{face}/cases/{case}/{verb}/"]')
    expect(link).to_have_count(1)
    if not link.is_visible():
        page.locator("main details.menu > summary").click()
    link.click()
    form = page.locator("form.verb-form")
    for name, value in given.items():
        fill(form, name, value)
    for name in photos.split():
        form.locator(f'input[type=file][name="{name}"]').set_input_files([photo()])
    asks_again = form.get_attribute("data-confirm") is not None
    form.locator("button[type=submit]").click()
    if asks_again:
        page.locator("dialog#confirm[open] [data-confirm-yes]").click()
    page.wait_for_url(lambda url: f"/{verb}/" not in url)


def fill(form: Locator, name: str, value: Any) -> None:
    """One field, whatever it looks like; several ticks for a list."""
    field = form.locator(f'[name="{name}"]')
    kind = field.first.get_attribute("type") or ""
    if isinstance(value, list):
        for one in value:
            form.locator(f'[name="{name}"][value="{one}"]').check()
    elif kind == "radio":
        form.locator(f'[name="{name}"][value="{value}"]').check()
    elif kind == "checkbox":
        field.set_checked(bool(value))
    elif field.evaluate("field => field.tagName") == "SELECT":
        field.select_option(str(value))
    else:
        field.fill(str(value))
