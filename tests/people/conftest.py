"""What the tests of people share."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.people.cast import Cast, cast
from tests.support.standing import Standing, standing


@pytest.fixture(scope="session")
def standing_cast(
    template: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Standing[Cast]]:
    with standing(template, cast, django_db_blocker) as made:
        yield made


@pytest.fixture
def town(standing_cast: Standing[Cast], django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    with django_db_blocker.unblock(), standing_cast.lent() as town:
        yield town
