"""The jobs process: draws consequences, minds the clocks, and shows by a lock in the database that it lives."""

import os
import signal
import threading

import django
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.module_loading import import_string

PULSE_SECONDS = 2.0


def show_life(stop: threading.Event) -> None:
    """Hold a shared advisory lock for as long as this process and its database live; /readyz looks for it."""
    pulse = connection.copy()
    while True:
        try:
            with pulse.cursor() as cursor:
                cursor.execute(
                    "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = %s"
                    " AND pid = pg_backend_pid()) OR pg_try_advisory_lock_shared(%s)",
                    [settings.JOBS_LOCK, settings.JOBS_LOCK],
                )
        except DatabaseError:
            pulse.close()
        if stop.wait(PULSE_SECONDS):
            break
    pulse.close()


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mulin.config.settings")
    django.setup()
    run = import_string("mulin.reactions.loop.run")  # its models load only after the set-up
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    life = threading.Thread(target=show_life, args=[stop], daemon=True)
    life.start()
    run(stop)
    life.join(PULSE_SECONDS * 2)


if __name__ == "__main__":
    main()
