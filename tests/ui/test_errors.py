"""Refusals become pages, parts for htmx or problem JSON; strangers learn nothing; nobody is blamed."""

from collections.abc import Iterator

import pytest
from django.test import Client, override_settings

from tests.support.chinese import assert_no_english

pytestmark = pytest.mark.django_db
STATUSES = {
    "input": 400,
    "missing": 404,
    "stranger": 404,
    "state": 409,
    "conflict": 409,
    "often": 429,
    "data": 400,
    "nul": 400,
    "busy": 503,
    "fault": 500,
}


@pytest.fixture(autouse=True)
def refusing() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.ui.refusing"):
        yield


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(("name", "status"), STATUSES.items())
def test_a_page(client: Client, name: str, status: int) -> None:
    answer = client.get(f"/refuse/{name}/")
    assert answer.status_code == status
    assert_no_english(answer.content)


@pytest.mark.parametrize(("name", "status"), STATUSES.items())
def test_a_part_for_htmx(client: Client, name: str, status: int) -> None:
    answer = client.post(f"/refuse/{name}/", headers={"HX-Request": "true"})
    assert answer.status_code == status
    assert answer.headers["HX-Retarget"] == "#toasts"
    assert "<html" not in answer.content.decode()


@pytest.mark.parametrize(("name", "status"), STATUSES.items())
def test_a_problem_for_programs(client: Client, name: str, status: int) -> None:
    answer = client.post(f"/api/v1/refuse/{name}/")
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == status


def test_a_stranger_sees_the_same_as_where_there_is_nothing(client: Client) -> None:
    closed = client.get("/refuse/stranger/").content
    assert closed == client.get("/refuse/missing/").content == client.get("/nowhere/").content


def test_a_conflict_tells_what_changed_and_leads_back(client: Client) -> None:
    answer = client.post("/refuse/conflict/", headers={"Referer": "http://testserver/desk/cases/1/"})
    text = answer.content.decode()
    assert "待派遣 → 处置中" in text
    assert 'href="/desk/cases/1/"' in text


def test_the_way_back_never_leaves_the_house(client: Client) -> None:
    answer = client.post("/refuse/state/", headers={"Referer": "https://evil.example/x"})
    assert "evil.example" not in answer.content.decode()


@pytest.mark.parametrize(
    ("address", "status"), [("/login/?x=%00", 400), ("/login/?x=" + "a" * 9000, 414), ("/%00/", 400)]
)
def test_odd_addresses(client: Client, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert_no_english(answer.content)


@pytest.mark.parametrize(("length", "status"), [("abc", 400), ("-1", 400), (str(10**9), 413)])
def test_bodies_too_large_are_not_read(client: Client, length: str, status: int) -> None:
    assert client.post("/login/", {}, CONTENT_LENGTH=length).status_code == status


def test_a_method_that_is_not_there(client: Client) -> None:
    answer = client.delete("/login/phone/")
    assert answer.status_code == 405
    assert_no_english(answer.content)
