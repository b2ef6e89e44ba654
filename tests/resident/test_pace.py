"""How many reports an hour: a plain page says when to send again, keeps the words and blames nobody."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client, RequestFactory

from mulin.accounts.models import User
from mulin.cases.models import Case
from mulin.lib.clock import Frozen
from mulin.ui.http import address_of
from tests.resident.conftest import form, logged_in
from tests.support.chinese import assert_no_english
from tests.support.world import World


@pytest.fixture(autouse=True)
def hurried(settings: LazySettings) -> Iterator[None]:
    settings.MULIN_REPORTS_PER_HOUR, settings.MULIN_OWN_REPORTS_PER_HOUR = 2, 4
    cache.clear()
    yield
    cache.clear()


def test_without_a_name_the_hour_has_room_for_a_few(world: World) -> None:
    answers = [Client().post("/report/", form(text="路灯不亮")) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    refused = answers[-1]
    assert int(refused.headers["Retry-After"]) > 0
    body = refused.content.decode()
    assert "路灯不亮" in body and "12345" in body and "还没有发出" in body
    assert_no_english(body)
    assert Case.objects.count() == 2


def test_who_is_logged_in_has_more_room(world: World, resident: User) -> None:
    browser = logged_in(resident)
    assert [browser.post("/report/", form()).status_code for _ in range(5)] == [302] * 4 + [429]
    assert Client().post("/report/", form()).status_code == 302


def test_another_address_is_not_held(world: World) -> None:
    for _ in range(3):
        Client().post("/report/", form())
    assert Client(REMOTE_ADDR="10.1.1.9").post("/report/", form()).status_code == 302


def test_the_next_hour_begins_anew(world: World, now: Frozen) -> None:
    for _ in range(3):
        Client().post("/report/", form())
    now.tick(timedelta(hours=1))
    assert Client().post("/report/", form()).status_code == 302


def test_hints_keep_silent_when_asked_too_often(world: World, settings: LazySettings) -> None:
    settings.MULIN_OPEN_PER_MINUTE = 1
    given = form(text="楼道里有很重的燃气味")
    first, second = (Client().post("/report/hints/", given) for _ in range(2))
    assert "119" in first.content.decode() and second.status_code == 200
    assert "119" not in second.content.decode()


def test_only_the_proxy_says_who_calls(settings: LazySettings) -> None:
    request = RequestFactory().get(
        "/", headers={"x-forwarded-for": "1.2.3.4, 5.6.7.8"}, REMOTE_ADDR="10.0.0.1"
    )
    settings.HTTPS = False
    assert address_of(request) == "10.0.0.1"
    settings.HTTPS = True
    assert address_of(request) == "5.6.7.8"
