"""The catalogue's tests stand in a small town."""

import pytest

from tests.catalogue.town import Town, town


@pytest.fixture
def place(db: None) -> Town:
    return town()
