"""A residents' tour on the leader's phone without network: stops, findings and the end arrive once, nothing is passed over."""

from datetime import UTC, datetime, timedelta

import pytest

from mulin.files.models import Attachment
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.tours.actions.look import look
from mulin.tours.models import Finding, Tour
from tests.field.conftest import Browser
from tests.field.test_copy import copy_of
from tests.files.pictures import jpeg
from tests.support.chinese import assert_no_english
from tests.support.phone import Phone
from tests.support.world import World
from tests.tours.conftest import stop_of

FINE = {"a-exit": "yes", "a-price": "yes"}


@pytest.fixture
def today(drawn: Tour) -> Tour:
    """The tour is gone on now."""
    Tour.objects.filter(pk=drawn.pk).update(starts_at=clock.now() - timedelta(minutes=5))
    drawn.refresh_from_db()
    return drawn


def test_stops_findings_and_the_end_arrive_once(phone: Phone, today: Tour) -> None:
    stop, seat = stop_of(today), today.seats.order_by("position")[0]
    start = clock.now()
    looked = phone.act(
        "tour.look", stop.pk, fields={"a-exit": "yes", "a-price": "no", "n-price": "三样没标价"},
        photos={"p-price": jpeg((64, 48))},
    )  # fmt: skip
    found = phone.act(
        "tour.find", stop.pk, fields={"text": "排队没有叫号", "addressee": "shop"}, photos={"photos": jpeg((64, 48))}
    )  # fmt: skip
    ended = phone.act("tour.end", today.pk, fields={"came": [str(seat.pk)]})
    for act in (looked, found, ended) * 2:
        assert phone.send(act).json()["outcome"] == "done"
    today.refresh_from_db()
    stop.refresh_from_db()
    assert (today.state, stop.seen_at is not None and stop.seen_at >= start) == ("ended", True)
    assert set(Finding.objects.values_list("text", flat=True)) != set()
    assert Finding.objects.count() == 2
    assert Finding.objects.filter(pk=found[0]).exists()
    assert Attachment.objects.filter(owner_kind="tourfinding").count() == 2
    seat.refresh_from_db()
    assert seat.state == "came"


def test_a_stop_others_looked_at_meanwhile_waits_for_a_decision(
    phone: Phone, today: Tour, secretary: Actor
) -> None:
    stop = stop_of(today)
    act = phone.act("tour.look", stop.pk, fields={**FINE, "a-price": "no", "n-price": "三样没标价"})
    look(stop, answers={"exit": "yes", "price": "no"}, notes={"price": "冰柜没标价"}, photos={}, by=secretary)
    assert phone.send(act).json()["outcome"] == "conflict"
    page = phone.client.get("/field/outbox/").content.decode()
    assert "三样没标价" in page
    assert "冰柜没标价" in page
    assert_no_english(page)
    assert Finding.objects.count() == 1


def test_strangers_states_and_wrong_input_are_refused(
    phone: Phone, today: Tour, world: World, as_: Browser
) -> None:
    stop = stop_of(today)
    other = Phone(as_(world.post("grid_worker", world.grid))).enrol()
    for what, subject in (
        ("tour.look", stop.pk),
        ("tour.find", stop.pk),
        ("tour.end", today.pk),
        ("tour.end", "x"),
    ):
        assert other.send(other.act(what, subject, fields=FINE)).json()["outcome"] == "refused"
    assert "便利店" not in other.client.get("/field/outbox/").content.decode()
    act = phone.act("tour.find", stop.pk, fields={"text": "排队没有叫号", "addressee": ""})
    told = phone.send(act).json()
    assert (told["outcome"], set(told["wrong"])) == ("refused", {"addressee"})
    address = f"/field/acts/{act[0]}/mend/"
    assert "排队没有叫号" in phone.client.post(address).content.decode()
    phone.client.post(address, {"text": "排队没有叫号", "addressee": "shop", "mended": "1"})
    assert Finding.objects.get().pk == act[0]
    phone.send(phone.act("tour.end", today.pk, fields={"came": []}))
    late = phone.act("tour.look", stop.pk, fields=FINE)
    assert phone.send(late).json()["outcome"] == "refused"


def test_the_tour_of_the_day_is_on_the_leaders_phone(phone: Phone, today: Tour) -> None:
    pages = copy_of(phone)
    assert 'data-act="tour.end"' in pages[f"/field/tours/{today.pk}/"]["main"]
    page = pages[f"/field/tours/stops/{stop_of(today).pk}/"]["main"]
    assert 'data-act="tour.look"' in page
    assert 'data-act="tour.find"' in page


def test_what_was_found_keeps_when_it_was_found(phone: Phone, drawn: Tour) -> None:
    start = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
    Tour.objects.filter(pk=drawn.pk).update(starts_at=start)
    with clock.frozen(start + timedelta(minutes=5)) as time:
        act = phone.act("tour.find", stop_of(drawn).pk, fields={"text": "排队没有叫号", "addressee": "shop"})
        time.tick(timedelta(hours=3))
        assert phone.send(act).json()["outcome"] == "done"
    assert Finding.objects.get().made_at == start + timedelta(minutes=5)
