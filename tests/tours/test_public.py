"""What residents see of tours: their own seat, and everybody what was published."""

import re

from django.test import Client

from mulin.people.actions.record_consent import record_consent
from mulin.reactions.relay import relay_all
from mulin.tours.actions.end_tour import publish
from mulin.tours.models import Seat, Tour
from tests.support.cast import Town
from tests.tours.pages import QUEUE, read, tour, walked

__all__ = ["tour"]


def test_who_is_drawn_says_yes_or_no_on_their_own_page(town: Town, tour: Tour) -> None:
    relay_all()
    seat = Seat.objects.select_related("representative").get(state="asked")
    people = {town.person("resident").pk: "resident"}
    if seat.representative.person_id not in people:
        # The lot fell on the neighbour, who has no login: the neighbour cannot come.
        town.client("secretary").post(f"/desk/tours/seats/{seat.pk}/", {"coming": "no"})
        relay_all()
        seat = Seat.objects.get(state="asked")
    phone = town.client("resident")
    assert "周五巡店" in read(phone, "/notices/")
    assert "社区门口" in read(phone, "/me/tours/")
    stranger = town.client("rider")
    assert stranger.post(f"/me/tours/{seat.pk}/", {"coming": "yes"}).status_code == 404
    for _again in range(2):
        assert phone.post(f"/me/tours/{seat.pk}/", {"coming": "yes"}).status_code == 302
    assert "会来" in read(phone, "/me/tours/")
    assert phone.post(f"/me/tours/{seat.pk}/", {"coming": "no"}).status_code == 302
    assert phone.post(f"/me/tours/{seat.pk}/", {"coming": "yes"}).status_code == 409
    read(phone, "/me/tours/")


def test_the_public_page_names_nobody(town: Town, tour: Tour) -> None:
    walked(town, tour)
    desk, public, path = town.client("secretary"), Client(), f"/tours/{tour.code}/"
    home = f"/desk/tours/{tour.pk}/"
    assert public.get(path).status_code == 404
    assert desk.post(f"{home}publish/").status_code == 302
    html = read(public, path)
    assert QUEUE["text"] in html
    assert not any(hidden in html for hidden in ("13912345678", "15400000777", "/photo/"))
    inside = read(desk, home)
    assert "店主 15400000777" in inside
    image = re.search(rf"{home}photos/([0-9a-f-]+)/", inside)
    assert image is not None
    assert public.get(f"/photo/{image[1]}/").status_code == 404
    assert desk.post(image[0], {"fit": "yes"}).status_code == 302
    assert f"/photo/{image[1]}/" in read(public, path)
    assert public.get(f"/photo/{image[1]}/").status_code == 200
    assert tour.title in read(public, "/tours/")
    assert desk.post(f"{home}withdraw/").status_code == 302
    assert public.get(path).status_code == 404


def test_a_name_is_public_only_when_its_bearer_agreed(town: Town, tour: Tour) -> None:
    publish(tour, by=town.secretary)
    name = "梁**"
    assert name not in read(Client(), f"/tours/{tour.code}/")
    record_consent(town.person("resident"), purpose="publish", means="online", by=town.resident)
    assert name in read(Client(), f"/tours/{tour.code}/")
