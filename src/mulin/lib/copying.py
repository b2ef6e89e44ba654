"""Many new rows at once, by COPY: several times as fast as INSERT, for imports of whole histories."""

from collections.abc import Callable, Collection, Sequence
from operator import attrgetter
from typing import Any

from django.db import connection, models
from psycopg import sql

Prepare = Callable[[Any], Any]


def copy_in(rows: Sequence[models.Model], *, leave: Collection[str] = (), into: str = "") -> None:
    """Write rows of one model; columns in `leave` take the database's default. `into` names another table of that shape."""
    if not rows:
        return
    fields = [field for field in rows[0]._meta.concrete_fields if field.name not in leave]
    values = attrgetter(*(field.attname for field in fields))
    prepared = [(at, _prepare(field)) for at, field in enumerate(fields) if _needs_preparing(field)]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(into or rows[0]._meta.db_table),
        sql.SQL(", ").join([sql.Identifier(str(field.column)) for field in fields]),
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            cells = list(values(row))
            for at, prepare in prepared:
                cells[at] = prepare(cells[at])
            copy.write_row(cells)


def _needs_preparing(field: "models.Field[Any, Any]") -> bool:
    """Choices may be members of an enum, JSON is no type of Python; all else the driver writes as it is."""
    return bool(field.choices) or isinstance(field, models.JSONField)


def _prepare(field: "models.Field[Any, Any]") -> Prepare:
    return lambda value: field.get_db_prep_save(value, connection)
