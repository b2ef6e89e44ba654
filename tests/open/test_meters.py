"""Programs of a supplier send readings; only their own meters of homes that agreed are kept."""

from datetime import timedelta

import pytest
from django.test import Client

from mulin.accounts.actions.create_key import create_key
from mulin.care.models import Reading
from mulin.lib import clock
from mulin.lib.clock import Frozen
from mulin.people.access import Actor
from tests.care.conftest import MONDAY, Home, home, now  # noqa: F401 - fixtures

ADDRESS = "/api/v1/meters/readings"


def sender(post: str) -> Client:
    key = create_key("抄表平台", post_code=post, by=Actor.system("tests")).secret
    return Client(headers={"Authorization": f"Bearer {key}"})


def body(*meters: str, total: object = 12.5) -> dict[str, object]:
    return {"readings": [{"meter": meter, "at": clock.now().isoformat(), "total": total} for meter in meters]}


def test_a_batch_is_kept_once(home: Home, now: Frozen) -> None:
    home.watch()
    client = sender("P-WATER-1")
    for stored, repeated in ((1, 0), (0, 1)):
        answer = client.post(ADDRESS, body("W1", "W404"), "application/json")
        assert answer.status_code == 200
        told = answer.json()
        assert (told["stored"], told["repeated"]) == (stored, repeated)
        assert told["unknown_meters"] == ["W404"]
    assert Reading.objects.count() == 1


@pytest.mark.parametrize("post", ["P-ANJU-MGR", "P-12-STF-1"])
def test_nobody_sends_for_another(home: Home, now: Frozen, post: str) -> None:
    home.watch()
    answer = sender(post).post(ADDRESS, body("W1"), "application/json")
    assert answer.json()["unknown"] == 1
    assert not Reading.objects.exists()


@pytest.mark.parametrize("total", ["x", -1, 1e400, None])
def test_a_wrong_batch_names_the_field_and_keeps_nothing(home: Home, now: Frozen, total: object) -> None:
    home.watch()
    sent = body("W1")
    sent["readings"] += body("W1", total=total)["readings"]  # type: ignore[operator]
    answer = sender("P-WATER-1").post(ADDRESS, sent, "application/json")
    assert answer.status_code == 400
    assert not Reading.objects.exists()


def test_without_a_key_nothing(home: Home, now: Frozen) -> None:
    assert Client().post(ADDRESS, body("W1"), "application/json").status_code == 401
    assert home.town.client("resident").post(ADDRESS, body("W1"), "application/json").status_code == 404


def test_a_clock_that_runs_ahead_hides_nothing(home: Home, now: Frozen) -> None:
    home.watch()
    sent = {"readings": [{"meter": "W1", "at": (MONDAY + timedelta(days=9)).isoformat(), "total": 1}]}
    assert sender("P-WATER-1").post(ADDRESS, sent, "application/json").json()["ahead"] == 1
