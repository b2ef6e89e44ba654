"""What the application's role may do: read and write rows, but own nothing and never rewrite history."""

from django.db import connection, transaction
from psycopg import sql

from mulin.config.postgres import APP

# Rows of these are inserted and read, never changed or deleted.
APPEND_ONLY_TABLES = ("trail_event",)


def make_role() -> None:
    """On a server of one's own the role may be missing; the embedded one has it from the start."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP])
        if cursor.fetchone():
            return
        role = sql.Identifier(APP)
        cursor.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(role))
        cursor.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(role))


@transaction.atomic
def grant() -> None:
    """Give the role its rights on every table there is; run by the owner after each migration."""
    role = sql.Identifier(APP)
    with connection.cursor() as cursor:
        for statement in (
            "GRANT USAGE ON SCHEMA public TO {}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
        ):
            cursor.execute(sql.SQL(statement).format(role))
        existing = set(connection.introspection.table_names(cursor))
        for table in existing.intersection(APPEND_ONLY_TABLES):
            revoke = "REVOKE UPDATE, DELETE, TRUNCATE ON {} FROM {}"
            cursor.execute(sql.SQL(revoke).format(sql.Identifier(table), role))
