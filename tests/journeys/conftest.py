"""Journeys run in a real browser, on a town of their own."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.conftest import served
from tests.journeys.phones import open_phone
from tests.support.browser import browser_page, chromium, open_context, phone_page
from tests.support.cast import Town

__all__ = ["browser_page", "chromium", "live_url", "open_context", "open_phone", "phone_page"]

# A busy machine answers late; what is waited for is seen as soon as it is there.
expect.set_options(timeout=30_000)


@pytest.fixture
def live_url(fresh_town: Town) -> Iterator[str]:
    """The server of journeys stands on the town."""
    with served() as address:
        yield address
