"""The jobs process: draws consequences, minds the clocks, keeps the schedule, and shows by a lock that it lives."""

import asyncio
import contextlib
import logging
import os
import signal
import threading

import django
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.module_loading import import_string
from procrastinate.contrib.django import app

log = logging.getLogger(__name__)
PULSE_SECONDS = 2.0
AFTER_FAULT_SECONDS = 3.0


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


def keep_schedule(stop: threading.Event) -> None:
    """Defer what the calendar asks for and do it; begins anew when the database was away."""
    while not stop.is_set():
        try:
            asyncio.run(_work_until(stop))
        except Exception:
            log.exception("the schedule was interrupted")
            stop.wait(AFTER_FAULT_SECONDS)


async def _work_until(stop: threading.Event) -> None:
    worker = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined] # Django's connector
    async with worker.open_async():
        work = asyncio.create_task(
            worker.run_worker_async(install_signal_handlers=False, listen_notify=False)
        )
        told = asyncio.create_task(asyncio.to_thread(stop.wait))
        await asyncio.wait({work, told}, return_when=asyncio.FIRST_COMPLETED)
        work.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await work


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mulin.config.settings")
    django.setup()
    # Models, and the tasks of the schedule, load only after the set-up.
    run = import_string("mulin.reactions.loop.run")
    import_string("mulin.reactions.schedule.tidy")
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    beside = [threading.Thread(target=work, args=[stop], daemon=True) for work in (show_life, keep_schedule)]
    for thread in beside:
        thread.start()
    run(stop)
    for thread in beside:
        thread.join(PULSE_SECONDS * 2)


if __name__ == "__main__":
    main()
