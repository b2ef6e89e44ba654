"""Programs with keys, and what they send."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from mulin.accounts.actions.create_key import create_key
from mulin.people.access import Actor
from tests.support.cast import Town

Send = Callable[..., HttpResponse]


class Program:
    """A client that carries the key of a post."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self.client = Client(headers={"Authorization": f"Bearer {secret}"})

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1{path}", query)

    def post(self, path: str, body: Any = None) -> Any:
        return self.client.post(f"/api/v1{path}", body, content_type="application/json")


def program(post_code: str) -> Program:
    return Program(create_key("tests", post_code=post_code, by=Actor.system("tests")).secret)


@pytest.fixture(autouse=True)
def unhurried() -> Iterator[None]:
    """Nobody waits a turn, but where that is what is tested."""
    before = settings.MULIN_OPEN_PER_MINUTE
    settings.MULIN_OPEN_PER_MINUTE = 100_000
    cache.clear()
    yield
    settings.MULIN_OPEN_PER_MINUTE = before


@pytest.fixture
def clerk(town: Town) -> Program:
    """A program of the community's dispatcher."""
    return program("P-12-DSP")


def picture() -> io.BytesIO:
    found = io.BytesIO()
    Image.new("RGB", (640, 480), (30, 120, 60)).save(found, "JPEG")
    found.name = "lamp.jpg"
    found.seek(0)
    return found
