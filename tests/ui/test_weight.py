"""Pages travel compressed to who can read that; photos and files as they are."""

import gzip

from django.test import Client

from tests.support.cast import Town


def test_a_page_travels_light(town: Town) -> None:
    client = town.client("gridworker")
    plain = client.get("/field/")
    small = client.get("/field/", headers={"accept-encoding": "gzip"})
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small.headers["Vary"]
    assert "Content-Encoding" not in plain.headers
    assert len(small.content) < len(plain.content) / 2
    assert "今日" in gzip.decompress(small.content).decode()


def test_what_is_no_page_stays_as_it_is(client: Client, db: None) -> None:
    answer = client.get("/app.webmanifest", headers={"accept-encoding": "gzip"})
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer.headers
