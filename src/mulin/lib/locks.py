"""One at a time over something that has no row to lock yet."""

from django.db import DatabaseError, connection


def hold(name: object, *, shared: bool = False) -> None:
    """Wait until nobody else holds the name, and keep it until the transaction ends.

    Those who share it hold it side by side; whoever holds it alone waits for all of them.
    """
    function = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtextextended(%s, 0))", [str(name)])


class Turn:
    """Of several processes one has the turn, for as long as it and its connection to the database live."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.mine = False
        self._own = connection.copy()

    def held(self) -> bool:
        """Take it when it is free; False while another has it or the database is away."""
        try:
            with self._own.cursor() as cursor:
                if self.mine:
                    # As long as the connection answers, its lock stands.
                    cursor.execute("SELECT 1")
                else:
                    cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [self.name])
                    self.mine = bool(cursor.fetchone()[0])
        except DatabaseError:
            self.leave()
        return self.mine

    def leave(self) -> None:
        """The next one may have it."""
        self.mine = False
        self._own.close()
