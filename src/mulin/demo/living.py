"""Tells the sixty days in two processes at once, then lets what follows from them follow."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection, transaction

from mulin.demo.history import build_history, tellings
from mulin.insight.actions.advance import advance
from mulin.lib import clock
from mulin.reactions.relay import relay_all
from mulin.trail.models import Event, Waiting

Progress = Callable[[str, int, int], None]
HANDS, AT_ONCE = 2, 1_000
# Notices of what is older than this would come too late to be read.
STILL_NEWS = timedelta(days=1)


def build_living(progress: Progress, now: datetime) -> int:
    """All cases up to now; the other half is told by a second process, since each case stands alone."""
    everything = tellings()
    command = [sys.executable, "-m", "mulin", "demo", "--hand", "1", "--now", now.isoformat()]
    name = connection.settings_dict["NAME"]
    source = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join([source, *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = os.environ | {"MULIN_DATABASE": str(name), "PYTHONPATH": path}
    with subprocess.Popen(command, env=environment) as other:  # noqa: S603 - our own command
        mine = everything[::HANDS]
        build_history(lambda what, done, total: progress(what, done * HANDS, total * HANDS), now, mine)
        if other.wait():
            raise RuntimeError("the second hand could not tell its stories")
    follow(progress, now)
    return len(everything)


def tell_other_half(now: datetime) -> int:
    return build_history(lambda _what, _done, _total: None, now, tellings()[1::HANDS])


def follow(progress: Progress, now: datetime) -> None:
    """Tallies know everything; notices are written only of the last days."""
    left = Waiting.objects.count()
    while old := waiting_before(now - STILL_NEWS):
        with transaction.atomic():
            advance(old)
            Waiting.objects.filter(event_id__in=[event.pk for event in old]).delete()
        progress("tallies", left - Waiting.objects.count(), left)
    with clock.frozen(now):
        relay_all()


def waiting_before(moment: datetime) -> list[Event]:
    ids = Waiting.objects.filter(event__at__lt=moment).order_by("event_id").values("event_id")[:AT_ONCE]
    return list(Event.objects.filter(pk__in=list(ids.values_list("event_id", flat=True))).order_by("pk"))
