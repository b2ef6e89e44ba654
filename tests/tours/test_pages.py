"""Pages of residents' tours: drawn in Chinese, acted on by plain forms, closed to strangers, public once published."""

import io

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mulin.files.queries import photos_of
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.tours.actions.end_tour import publish
from mulin.tours.models import Representative, Tour
from mulin.tours.queries.audit import misfits
from tests.support.cast import Town
from tests.support.chinese import assert_no_english
from tests.tours.pages import (
    LOGINS,
    QUEUE,
    form_of,
    read,
    represent,
    today_is_the_day,
    tour,
    walked,
)

__all__ = ["tour"]

MOST_STATEMENTS = 22


def test_the_register_is_kept_by_a_form(town: Town) -> None:
    desk, today = town.client("secretary"), clock.today()
    read(desk, "/desk/representatives/")
    person = {"name": "田桂芝", "phone": "15400000888", "area": town.community.pk, "named_by": "居民会议"}
    term = person | {"begins": today, "ends": ""}
    assert desk.post("/desk/representatives/", term | {"phone": "1"}).status_code == 400
    assert desk.post("/desk/representatives/", term).status_code == 302
    again = desk.post("/desk/representatives/", term)
    assert again.status_code == 400
    assert "已是当地的居民代表" in again.content.decode()
    assert "田**" in read(desk, "/desk/representatives/")
    one = Representative.objects.get()
    assert desk.post(f"/desk/representatives/{one.pk}/end/", {"on": "x"}).status_code == 400
    assert desk.post(f"/desk/representatives/{one.pk}/end/", {"on": today}).status_code == 302
    read(desk, "/desk/representatives/?tab=ended")


def test_a_tour_is_planned_routed_drawn_and_called_off(town: Town) -> None:
    desk, form = town.client("secretary"), form_of(town)
    read(desk, "/desk/tours/")
    assert 'value="10"' in read(desk, "/desk/tours/new/")
    represent(town)
    for _again in range(2):
        assert desk.post("/desk/tours/new/", form).status_code == 302
    past = form | {"id": "", "day": "2020-01-01"}
    for wrong in (past, form | {"id": "", "size": "x"}, form | {"id": "", "lead_post": "999999"}):
        answer = desk.post("/desk/tours/new/", wrong)
        assert answer.status_code == 400
        assert_no_english(answer.content.decode(), allow=LOGINS)
    tour = Tour.objects.get()
    home = f"/desk/tours/{tour.pk}/"
    assert desk.post(f"{home}draw/").status_code == 409
    body = town.organisation("ORG-C12")
    stops = {
        "lines": "柳桥包子铺，柳桥大街20号，店主 15400000777\n老街面馆",
        "kind": "shop",
        "bodies": [body.pk],
    }
    assert desk.post(f"{home}stops/", stops).status_code == 302
    assert desk.post(f"{home}stops/", {"lines": "名" * 300, "kind": "shop"}).status_code == 400
    assert desk.post(f"{home}stops/", {"bodies": ["999999"]}).status_code == 400
    order = [stop.pk for stop in tour.stops.all()]
    numbers = {f"n-{pk}": len(order) - place for place, pk in enumerate(order)}
    assert desk.post(f"{home}route/", numbers).status_code == 302
    assert [stop.pk for stop in tour.stops.all()] == order[::-1]
    assert desk.post(f"{home}walk/").status_code == 302
    assert desk.post(f"{home}draw/").status_code == 302
    read(desk, home)
    assert desk.post(f"{home}change/", form | {"title": "周六巡店", "hour": "10:00"}).status_code == 302
    assert desk.post(f"{home}fly/").status_code == 404
    assert desk.post(f"{home}cancel/").status_code == 302
    assert desk.get(f"{home}change/").status_code == 404
    assert list(misfits()) == []


def test_the_leader_writes_down_on_the_phone(town: Town, tour: Tour) -> None:
    phone, home = town.client("gridworker"), f"/field/tours/{tour.pk}/"
    first, second = tour.stops.all()
    for path in ("/field/tours/", home, f"/field/tours/stops/{first.pk}/", "/field/"):
        read(phone, path)
    today_is_the_day(tour)
    read(phone, f"/field/tours/stops/{first.pk}/")
    target = f"/field/tours/stops/{second.pk}/find/"
    for path, bad in (
        (f"/field/tours/stops/{first.pk}/", {"a-exit": "no"}),
        (target, QUEUE | {"text": ""}),
        (target, QUEUE | {"addressee": "moon"}),
        (target, QUEUE | {"photos": io.BytesIO(b"no")}),
    ):
        answer = phone.post(path, bad)
        assert answer.status_code == 400, bad
        assert_no_english(answer.content.decode(), allow={*LOGINS, "JPEG", "WebP"})
    walked(town, tour)
    read(phone, home)
    read(phone, f"/field/tours/stops/{first.pk}/")


def test_the_shop_answers_with_its_own_login(town: Town, tour: Tour) -> None:
    price, queue = walked(town, tour)
    shop, page = town.client("department"), f"/desk/tours/findings/{queue.pk}/"
    assert QUEUE["text"] in read(shop, "/desk/tours/findings/")
    assert shop.get(f"/desk/tours/findings/{price.pk}/").status_code == 404
    read(shop, page)
    assert shop.post(page, {"verb": "reply", "text": " "}).status_code == 400
    assert shop.post(page, {"verb": "carry"}).status_code == 404
    assert shop.post(page, {"verb": "reply", "text": "已装叫号机"}).status_code == 302
    read(shop, page)


def test_a_finding_goes_on_as_a_case_and_its_words_are_erased(town: Town, tour: Tour) -> None:
    price, _queue = walked(town, tour)
    desk, page = town.client("secretary"), f"/desk/tours/findings/{price.pk}/"
    assert desk.post(page, {"verb": "carry"}).status_code == 302
    read(desk, page)
    read(desk, "/desk/tours/findings/?tab=ended")
    price.refresh_from_db()
    assert photos_of("case", price.case_id).count() == 1
    case = read(desk, f"/desk/cases/{price.case_id}/")
    assert f'<a href="{page}">{tour.title}</a>' in case
    assert desk.post(page, {"verb": "erase"}).status_code == 302
    assert "（已抹去）" in read(desk, page)
    assert desk.post(page, {"verb": "fly"}).status_code == 404


def test_pages_stay_light(town: Town, tour: Tour) -> None:
    publish(tour, by=town.secretary)
    for client, path in (
        (town.client("secretary"), "/desk/tours/"),
        (town.client("secretary"), f"/desk/tours/{tour.pk}/"),
        (town.client("secretary"), "/desk/representatives/"),
        (town.client("gridworker"), f"/field/tours/{tour.pk}/"),
        (Client(), f"/tours/{tour.code}/"),
        (town.client("resident"), "/me/tours/"),
    ):
        client.get(path)
        with CaptureQueriesContext(connection) as told:
            assert client.get(path).status_code == 200
        assert len(told) <= MOST_STATEMENTS, (path, [q["sql"][:90] for q in told])


def test_strangers_find_nothing(town: Town, tour: Tour) -> None:
    stop, seat = tour.stops.all()[0], tour.seats.all()[0]
    for login in ("resident", "rider", "department", "leader", "property"):
        client = town.client(login)
        for path in (
            "/desk/tours/",
            "/desk/tours/new/",
            f"/desk/tours/{tour.pk}/",
            "/desk/representatives/",
            "/field/tours/",
            f"/field/tours/{tour.pk}/",
            f"/field/tours/stops/{stop.pk}/",
        ):
            assert client.get(path).status_code == 404, (login, path)
        assert client.post(f"/desk/tours/seats/{seat.pk}/", {"coming": "no"}).status_code == 404
        assert client.post(f"/desk/tours/{tour.pk}/publish/").status_code == 404
    other = Actor.for_post("P-1204-GW")
    assert other.posts
    assert town.client("gridworker").post(f"/desk/tours/{tour.pk}/publish/").status_code == 404
