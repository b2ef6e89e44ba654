"""One at a time over something that has no row to lock yet."""

from django.db import connection


def hold(name: object, *, shared: bool = False) -> None:
    """Wait until nobody else holds the name, and keep it until the transaction ends.

    Those who share it hold it side by side; whoever holds it alone waits for all of them.
    """
    function = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtextextended(%s, 0))", [str(name)])
