"""The jobs process: relay and clockwork in turn, resting briefly when nothing waits."""

import logging
import threading

from django.db import close_old_connections

from mulin.lib.asides import AWAY, sweep
from mulin.reactions.clockwork import tick
from mulin.reactions.delivering import deliver
from mulin.reactions.relay import relay_batch

log = logging.getLogger(__name__)
REST_SECONDS = 0.5
AFTER_FAULT_SECONDS = 3.0


def run(stop: threading.Event) -> None:
    """Work until told to stop; a database that is away for a while is waited for."""
    while not stop.is_set():
        try:
            close_old_connections()
            busy = sweep(relay_batch) + tick() + sweep(deliver)
        except AWAY:
            log.exception("the database did not answer")
            stop.wait(AFTER_FAULT_SECONDS)
            continue
        if not busy:
            stop.wait(REST_SECONDS)
