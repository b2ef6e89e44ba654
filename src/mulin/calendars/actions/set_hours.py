"""Set the working hours of an area from a day on."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mulin.calendars.access import must_manage
from mulin.calendars.models import WorkingHours
from mulin.calendars.queries import forget
from mulin.calendars.rules import parse_sessions, session_texts
from mulin.lib import clock
from mulin.lib.actor import ActorLike
from mulin.lib.errors import BadInput, Conflict
from mulin.lib.locks import hold
from mulin.trail.record import record


@transaction.atomic
def set_hours(
    area_id: int | None,
    *,
    sessions: Sequence[Sequence[str]],
    valid_from: date,
    by: ActorLike,
    every_day: bool = False,
) -> WorkingHours:
    """The hours before end where these begin, and these end where later ones begin.

    Due moments already stored stay; only what is computed from now on follows.
    """
    must_manage(by, area_id)
    texts = session_texts(parse_sessions(sessions))
    if valid_from < clock.today() and not by.system:
        raise BadInput(fields={"valid_from": _("Hours are set from today on; the past stays as it was.")})
    # Without rows there is nothing to lock, and two first ones would wait for each other's overlap.
    hold(f"working hours of {area_id}")
    rows = list(WorkingHours.objects.select_for_update().filter(Q(area_id=area_id)).order_by("valid_from"))
    before = next((row for row in reversed(rows) if _covers(row, valid_from)), None)
    if before and (before.sessions, before.every_day) == (texts, every_day):
        return before
    try:
        with transaction.atomic():
            hours = _placed(rows, before, area_id, valid_from)
            hours.sessions, hours.every_day = texts, every_day
            hours.save()
    except IntegrityError as error:
        raise Conflict(changed=["working_hours"]) from error
    record("calendar.hours_set", hours, by=by, fields={"area": area_id, "from": valid_from.isoformat()})
    transaction.on_commit(forget)
    forget()
    return hours


def _covers(row: WorkingHours, day: date) -> bool:
    return row.valid_from <= day and (row.valid_to is None or day < row.valid_to)


def _placed(
    rows: Sequence[WorkingHours], before: WorkingHours | None, area_id: int | None, valid_from: date
) -> WorkingHours:
    """The row to fill: the one of the same day, or a new one between its neighbours."""
    if before and before.valid_from == valid_from:
        return before
    if before:
        before.valid_to = valid_from
        before.save(update_fields=["valid_to"])
    later = next((row for row in rows if row.valid_from > valid_from), None)
    return WorkingHours(area_id=area_id, valid_from=valid_from, valid_to=later.valid_from if later else None)
