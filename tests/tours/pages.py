"""A tour in the town, and how its pages are read."""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from mulin.lib import clock
from mulin.rounds.models import Checklist
from mulin.tours.actions.draw import draw
from mulin.tours.actions.name_representative import name_representative
from mulin.tours.actions.plan_tour import StopDraft, TourPlan, plan_tour
from mulin.tours.models import Finding, Representative, Tour
from tests.support.cast import Town
from tests.support.chinese import assert_no_english
from tests.support.scene import picture

RULE = {"RFC", "FREQ", "WEEKLY", "BYDAY", "TU", "TH"}
LOGINS = {"secretary", "gridworker", "resident", "department", "SHA", *RULE}


def read(client: Client, path: str, *allowed: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    html = answer.content.decode()
    # Numbers by which the draw is checked are no English words.
    assert_no_english(re.sub(r"<code.*?</code>", "", html), allow={*LOGINS, *allowed})
    return html


def represent(town: Town) -> None:
    for key in ("resident", "neighbour"):
        if not Representative.objects.filter(person=town.person(key)).exists():
            name_representative(
                area=town.community,
                person=town.person(key),
                begins=clock.today(),
                ends=None,
                named_by="居民会议",
                by=town.secretary,
            )


def make_tour(town: Town) -> Tour:
    represent(town)
    plan = TourPlan(
        title="周五巡店",
        starts_at=clock.now() + timedelta(days=2),
        checklist=Checklist.objects.get(key="shop_tour", valid_to=None),
        lead_post=town.post("P-1201-GW"),
        meets_at="社区门口",
        size=1,
    )
    stops = [
        StopDraft("柳桥包子铺", "柳桥大街20号", contact="店主 15400000777"),
        StopDraft("供水营业厅", organisation=town.organisation("ORG-WATER")),
    ]
    return plan_tour(plan, area=town.community, stops=stops, by=town.secretary)


@pytest.fixture
def tour(town: Town) -> Tour:
    return draw(make_tour(town), by=town.secretary)


def today_is_the_day(tour: Tour) -> None:
    Tour.objects.filter(pk=tour.pk).update(starts_at=clock.now() - timedelta(minutes=5))


ANSWERS = {
    "a-exit": "yes", "a-living": "yes", "a-outside": "yes", "a-food": "good", "a-price": "no",
    "a-service": "none", "n-price": "三样没标价，店主电话13912345678",
}  # fmt: skip
QUEUE = {"text": "排队没有叫号", "addressee": "shop"}


def walked(town: Town, tour: Tour) -> tuple[Finding, Finding]:
    """Two findings written down on the phone, and the end."""
    phone = town.client("gridworker")
    first, second = tour.stops.all()
    today_is_the_day(tour)
    photo = io.BytesIO(picture())
    photo.name = "a.jpg"  # type: ignore[attr-defined] # what an upload is called
    answered = phone.post(f"/field/tours/stops/{first.pk}/", ANSWERS | {"p-price": photo})
    assert answered.status_code == 302
    assert phone.post(f"/field/tours/stops/{second.pk}/find/", QUEUE).status_code == 302
    came = [seat.pk for seat in tour.seats.filter(state="asked")]
    assert phone.post(f"/field/tours/{tour.pk}/end/", {"came": came}).status_code == 302
    price, queue = Finding.objects.order_by("made_at")
    return price, queue


def form_of(town: Town) -> dict[str, Any]:
    ahead = clock.today() + timedelta(days=3)
    return {
        "id": "018f2f6e-0000-7000-8000-0000000000a1",
        "title": "周五巡店",
        "area": town.community.pk,
        "day": ahead,
        "hour": "09:00",
        "meets_at": "社区门口",
        "lead_post": town.post("P-1201-GW").pk,
        "checklist": Checklist.objects.get(key="shop_tour", valid_to=None).pk,
        "size": 10,
        "reply_days": 7,
    }
