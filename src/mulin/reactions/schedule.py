"""All that happens by the calendar, once for the whole installation however many jobs processes run; hours are UTC."""

import logging
from itertools import islice

from django.utils.module_loading import import_string
from procrastinate.contrib.django import app

from mulin.accounts.actions.forget_old import forget_old
from mulin.campaigns.queries import audit as campaigns
from mulin.care.actions.lapse import drop_old_readings, lapse
from mulin.care.queries.audit import misfits as care_misfits
from mulin.cases.actions.drop_drafts import drop_drafts
from mulin.cases.queries.audit import misfits
from mulin.diary.queries import audit as diary
from mulin.insight.queries import wrong_tallies
from mulin.lib.errors import WrongState
from mulin.reactions.visiting import arrange_all
from mulin.rounds.queries import audit as rounds
from mulin.tours.queries import audit as tours
from mulin.trail.models import Waiting

log = logging.getLogger(__name__)
MOST_NAMED = 20


class MisfitError(Exception):
    """Histories, states, clocks or tallies that do not fit one another."""


class LeftUndoneError(Exception):
    """Some of a night's work failed; the rest of it was done."""


@app.periodic(cron="17 19 * * *")
@app.task(name="tidy", queueing_lock="tidy")
def tidy(timestamp: int) -> None:
    """At 03:17 in Shanghai: what has served its time is dropped."""
    gone = forget_old() + drop_drafts() + drop_old_readings()
    log.info("tidied at %s: %s rows", timestamp, gone)


@app.periodic(cron="37 18 * * *")
@app.task(name="audit", queueing_lock="audit")
def audit(timestamp: int) -> None:
    """At 02:37 in Shanghai: the same proof as `mulin verify`; a failed job is seen in /metrics."""
    faults = list(islice(misfits(), MOST_NAMED))
    faults += islice(care_misfits(), MOST_NAMED)
    faults += islice(campaigns.misfits(), MOST_NAMED)
    faults += islice(diary.misfits(), MOST_NAMED)
    faults += islice(rounds.misfits(), MOST_NAMED)
    faults += islice(tours.misfits(), MOST_NAMED)
    if not Waiting.objects.exists():
        faults += islice(wrong_tallies(), MOST_NAMED)
    if faults:
        raise MisfitError(f"at {timestamp}: " + "; ".join(faults))


@app.periodic(cron="5 16 * * *")
@app.task(name="lapse", queueing_lock="lapse")
def lapse_consents(timestamp: int) -> None:
    """At 00:05 in Shanghai: what rested on a consent whose last day has passed ends; visits are as agreed.

    What failed is in the log by its key and tried again the next night; the failed job is seen in /metrics.
    """
    lapsed, arranged = lapse(), arrange_all()
    log.info("lapsed at %s: %s consents; %s people are asked after", timestamp, lapsed.done, arranged.done)
    if lapsed.failed or arranged.failed:
        raise LeftUndoneError(f"at {timestamp}: {lapsed.failed} consents, {arranged.failed} entries of care")


# What learns loads scikit-learn, which no other process than this one shall carry: it is named, not imported.
@app.periodic(cron="*/10 * * * *")
@app.task(name="look", queueing_lock="look")
def look(timestamp: int) -> None:
    """Kinds are proposed for new cases without one, and repeats of one matter are grouped."""
    log.info("looked at %s: %s", timestamp, import_string("mulin.reactions.learning.look")())


@app.periodic(cron="7 20 * * *")
@app.task(name="learn", queueing_lock="learn")
def learn(timestamp: int) -> None:
    """At 04:07 in Shanghai: kinds are learnt anew from the installation's own ended cases, once there are enough."""
    try:
        log.info("learnt at %s: %s", timestamp, import_string("mulin.reactions.learning.learn_from_cases")())
    except WrongState as refusal:
        log.info("nothing learnt at %s: %s", timestamp, refusal)
