"""The catalogue's tests stand in a small town."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.catalogue.town import Town, town
from tests.support.standing import Standing, standing


@pytest.fixture(scope="session")
def standing_place(
    template: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Standing[Town]]:
    with standing(template, town, django_db_blocker) as made:
        yield made


@pytest.fixture
def place(standing_place: Standing[Town], django_db_blocker: DjangoDbBlocker) -> Iterator[Town]:
    with django_db_blocker.unblock(), standing_place.lent() as place:
        yield place
