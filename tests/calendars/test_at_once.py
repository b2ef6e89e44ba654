"""Two people set hours at once: the rows never overlap, and who loses is told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import pairwise
from threading import Barrier

from django.db import connection

from mulin.calendars.actions.override_day import override_day
from mulin.calendars.actions.set_hours import set_hours
from mulin.calendars.models import DayOverride, WorkingHours
from mulin.calendars.queries import forget
from mulin.lib.actor import System
from mulin.lib.errors import Conflict

IMPORT = System("import")


def test_hours_set_at_once_stay_apart(fresh_database: str) -> None:
    barrier = Barrier(4)

    def run(number: int) -> str:
        try:
            barrier.wait(timeout=10)
            hours = [(f"0{number + 5}:00", "17:00")]
            set_hours(None, sessions=hours, valid_from=date(2026, 3, 1 + number % 2), by=IMPORT)
            override_day(None, date=date(2026, 3, 5), is_working=bool(number % 2), by=IMPORT)
        except Conflict:
            return "told"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(run, range(4)))
    forget()
    assert "done" in outcomes
    rows = list(WorkingHours.objects.order_by("valid_from"))
    assert all(one.valid_to == other.valid_from for one, other in pairwise(rows))
    assert rows[-1].valid_to is None
    assert DayOverride.objects.count() == 1
