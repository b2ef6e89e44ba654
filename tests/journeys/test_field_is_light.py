"""What the field costs a phone: bytes of the first visit, and how soon a page of the copy can be used.

A full day: thirty cases, ten homes due, twenty things, a campaign, the diary.
"""

import gzip
from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Response, expect

from mulin.places.models import Household
from mulin.things.actions.register_thing import NewThing, register_thing
from mulin.things.models import ThingKind
from tests.journeys.phones import OpenPhone
from tests.journeys.test_a_day_without_network import due_home
from tests.journeys.test_patrol import HOUSE
from tests.journeys.test_rough_line import ground
from tests.journeys.test_without_network import reported
from tests.support.cast import Town

MOST_BYTES = 200_000
SOON = 1000
READY = "() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"


def _weight(answer: Response) -> int:
    """As it travels: static files go out compressed, as collected for production; pages as they are."""
    path = urlsplit(answer.url).path
    if path.startswith("/static/") and (found := finders.find(path.removeprefix("/static/"))):
        return len(gzip.compress(Path(found).read_bytes(), 9))
    if path == "/sw.js":
        return len(Client().get(path, headers={"accept-encoding": "gzip"}).content)
    return answer.request.sizes()["responseBodySize"]


def test_the_field_is_light_and_quick(open_phone: OpenPhone, fresh_town: Town) -> None:
    for number in range(30):
        reported(fresh_town, f"第{number}盏灯不亮")
    ground(fresh_town, cases=0)
    for door in Household.objects.filter(entrance__building=fresh_town.building).exclude(
        pk=fresh_town.home.pk
    )[:9]:
        due_home(fresh_town, door)
    kind = ThingKind.objects.get(code="extinguisher")
    for number in range(19):
        register_thing(NewThing(kind, f"{number}号灭火器", building=fresh_town.building), by=HOUSE)
    phone = open_phone("gridworker")
    got: dict[str, int] = {}
    answers: list[Response] = []

    def heard(answer: Response) -> None:
        answers.append(answer)

    phone.context.on("response", heard)
    phone.pack()
    first = [answer for answer in answers if "/build/map." not in answer.url]
    for answer in first:
        address = answer.url
        size = _weight(answer)
        got[address] = got.get(address, 0) + size if "/field/pack/" in address else size
    assert sum(got.values()) < MOST_BYTES, sorted(got.items(), key=lambda one: -one[1])
    phone.offline()
    times = []
    for _visit in range(5):
        phone.page.goto("/field/")
        expect(phone.page.locator("#wire")).to_contain_text("离线")
        times.append(phone.page.evaluate(READY))
    assert sorted(times)[2] < SOON, times
