"""A round of several stops ends with some of them left, and why."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.lib import clock
from mulin.lib.errors import BadInput, WrongState
from mulin.people.access import Actor
from mulin.rounds.access import require_doing
from mulin.rounds.actions.ending import end, is_in_time
from mulin.rounds.kinds import State, TaskState
from mulin.rounds.models import Occurrence, Task


@transaction.atomic
def finish(
    occurrence: Occurrence, *, reason: str, by: Actor, captured_at: datetime | None = None
) -> Occurrence:
    """What is left is named as passed over; repeated by the same person it changes nothing.

    What was captured in time counts though it came late.
    """
    row = Occurrence.objects.select_for_update().get(pk=occurrence.pk)
    acting = require_doing(by, row)
    if row.state == State.DONE and row.by_person_id == by.person_id:
        return row
    if not is_in_time(row, captured_at or clock.now()):
        raise WrongState
    if row.tasks_made in {0, row.tasks_left}:
        raise WrongState(_("Nothing of this round has been looked at yet."))
    if not reason.strip():
        raise BadInput(fields={"reason": _("Say why the rest is left.")})
    Task.objects.filter(occurrence=row, state=TaskState.OPEN).update(state=TaskState.PASSED)
    return end(row, acting, captured_at, reason.strip()[:300])
