"""Every component on every frame: Chinese, accessible, no wider than the window, within the policy."""

from collections.abc import Iterator

import pytest
from django.test import override_settings
from playwright.sync_api import Page

from tests.support.browser import OpenContext, assert_accessible, overflow, shot
from tests.support.chinese import assert_no_english
from tests.ui.showcase import PAGES


@pytest.fixture(autouse=True)
def showcase() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.ui.showcase"):
        yield


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_frame(open_context: OpenContext, name: str, phone: bool) -> None:
    page: Page = open_context(phone=phone).new_page()
    page.goto(f"/{name}/")
    page.wait_for_load_state("networkidle")
    shot(page, f"showcase-{name}-{'phone' if phone else 'desktop'}")
    assert_no_english(page.content())
    assert overflow(page) <= 0
    assert_accessible(page, without=(".leaflet-container",))
