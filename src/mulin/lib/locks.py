"""One at a time over something that has no row to lock yet."""

from django.db import connection


def hold(name: object) -> None:
    """Wait until nobody else holds the name, and keep it until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(name)])
