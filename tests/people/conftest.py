"""What the tests of people share."""

import pytest

from tests.people.cast import Cast, cast


@pytest.fixture
def town(db: None) -> Cast:
    return cast()
