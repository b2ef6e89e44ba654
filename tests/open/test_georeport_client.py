"""A client written by others, against a real server."""

from collections.abc import Iterator

import httpx
import pytest
from georeport import GeoReport

from tests.conftest import served
from tests.open.conftest import program
from tests.support.cast import Town


@pytest.fixture
def town_url(fresh_town: Town) -> Iterator[str]:
    """A real server on a town of its own."""
    with served() as address:
        yield address


def test_a_foreign_client_reads_what_a_program_posted(fresh_town: Town, town_url: str) -> None:
    lng, lat = fresh_town.spot
    root = f"{town_url}/open311/v2"
    code = GeoReport(root).get_service_list()[0]["service_code"]
    sent = {
        "service_code": code,
        "lat": lat,
        "long": lng,
        "description": "路灯不亮",
        "api_key": program("P-12-DSP").secret,
    }
    made = httpx.post(f"{root}/requests.json", data=sent)
    assert made.status_code == 201, made.text
    number = made.json()[0]["service_request_id"]
    for fmt in ("json", "xml"):
        client = GeoReport(root, output_format=fmt)
        assert client.get_service_definition(code)["service_code"] == code
        found = client.get_service_request(number)
        assert number in str(found)
        assert number in str(client.get_service_requests(status="open"))
