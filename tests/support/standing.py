"""Work on another database than the usual one; what stands in a session's database is there for every test of it."""

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from django.db import connection, connections, transaction
from pytest_django import DjangoDbBlocker

from mulin.calendars.queries import forget
from tests.support import database

T = TypeVar("T")


@contextmanager
def working_on(name: str) -> Iterator[None]:
    """All of the test's statements go to that database, those of its threads too."""
    usual, usual_name = connections["default"], connections.settings["default"]["NAME"]
    connections.settings["default"]["NAME"] = name
    connections["default"] = connections.create_connection("default")
    connections["default"].settings_dict = connections.settings["default"] | {"NAME": name}
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = usual
        connections.settings["default"]["NAME"] = usual_name


class Standing(Generic[T]):
    """A clone with something on it, made once in a session; it keeps its connection, a test's work is rolled back."""

    def __init__(self, source: str, make: Callable[[], T]) -> None:
        self.name = database.clone(source)
        with working_on(self.name), transaction.atomic():
            self._made = make()
        self._connection = connections.create_connection("default")
        self._connection.settings_dict = connections.settings["default"] | {"NAME": self.name}

    @contextmanager
    def lent(self) -> Iterator[T]:
        """To one test: its own copy of what was made, and a transaction that ends with it."""
        usual, settings = connections["default"], connections.settings["default"]
        assert not usual.in_atomic_block, (
            "what was made before on another database would not be seen on this one"
        )
        usual_name, settings["NAME"] = settings["NAME"], self.name
        connections["default"] = self._connection
        try:
            with transaction.atomic():
                yield copy.deepcopy(self._made)
                if not connection.needs_rollback:
                    connection.check_constraints()
                transaction.set_rollback(True)
        finally:
            forget()
            connections["default"], settings["NAME"] = usual, usual_name

    def drop(self) -> None:
        self._connection.close()
        database.leave(self.name)


@contextmanager
def standing(source: str, make: Callable[[], T], blocker: DjangoDbBlocker) -> Iterator[Standing[T]]:
    """For a session; databases are open only to its making and to the tests that it is lent to."""
    with blocker.unblock():
        made = Standing(source, make)
    yield made
    with blocker.unblock():
        made.drop()
