"""Rows of one table by a condition that never changes, its statement written once.

For the few reads that every act makes: compiling such a query costs several times what the database
takes to answer it.
"""

from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connection, models

M = TypeVar("M", bound=models.Model)


class Rows(Generic[M]):
    """`SELECT` of all columns of a model; `tail` is SQL with `%s` for each value given to `read`."""

    def __init__(self, model: type[M], tail: str) -> None:
        self.model, self.tail = model, tail

    def read(self, *values: Any) -> list[M]:
        """The rows as instances, in the order that the tail asks for."""
        with connection.cursor() as cursor:
            cursor.execute(self._sql, values)
            found = cursor.fetchall()
        return [self._instance(row) for row in found]

    def first(self, *values: Any) -> M | None:
        """The first of them."""
        return next(iter(self.read(*values)), None)

    def _instance(self, row: tuple[Any, ...]) -> M:
        told = list(row)
        for place, field in self._converted:
            told[place] = field.from_db_value(told[place], None, connection)
        return self.model.from_db(connection.alias, self._names, told)

    @cached_property
    def _fields(self) -> list[Any]:
        return list(self.model._meta.concrete_fields)

    @cached_property
    def _names(self) -> list[str]:
        return [field.attname for field in self._fields]

    @cached_property
    def _converted(self) -> list[tuple[int, Any]]:
        return [(place, field) for place, field in enumerate(self._fields) if hasattr(field, "from_db_value")]

    @cached_property
    def _sql(self) -> str:
        quote = connection.ops.quote_name
        columns = ", ".join(quote(field.column) for field in self._fields)
        table = quote(self.model._meta.db_table)
        return f"SELECT {columns} FROM {table} {self.tail}"  # noqa: S608 - names and tail are the program's own
