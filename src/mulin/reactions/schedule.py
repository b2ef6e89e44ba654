"""All that happens by the calendar, once for the whole installation however many jobs processes run; hours are UTC."""

import logging
from itertools import islice

from procrastinate.contrib.django import app

from mulin.accounts.actions.forget_old import forget_old
from mulin.cases.queries.audit import misfits
from mulin.insight.queries import wrong_tallies
from mulin.trail.models import Waiting

log = logging.getLogger(__name__)
MOST_NAMED = 20


class MisfitError(Exception):
    """Histories, states, clocks or tallies that do not fit one another."""


@app.periodic(cron="17 19 * * *")
@app.task(name="tidy", queueing_lock="tidy")
def tidy(timestamp: int) -> None:
    """At 03:17 in Shanghai: what has served its time is dropped."""
    gone = forget_old()
    log.info("tidied at %s: %s rows", timestamp, gone)


@app.periodic(cron="37 18 * * *")
@app.task(name="audit", queueing_lock="audit")
def audit(timestamp: int) -> None:
    """At 02:37 in Shanghai: the same proof as `mulin verify`; a failed job is seen in /metrics."""
    faults = list(islice(misfits(), MOST_NAMED))
    if not Waiting.objects.exists():
        faults += islice(wrong_tallies(), MOST_NAMED)
    if faults:
        raise MisfitError(f"at {timestamp}: " + "; ".join(faults))
