"""The case rests until a date, for a reason outside anyone's hands; it resumes by itself (挂账)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.cases.actions.saying import Saying, reasoned
from mulin.cases.actions.turn import begin
from mulin.cases.kinds import Audience, State, Verb, Voice
from mulin.cases.models import Case, Suspension
from mulin.cases.rules import SUSPENSION_DAYS_AT_MOST
from mulin.lib.errors import BadInput
from mulin.people.access import Actor


@transaction.atomic
def suspend(
    case: Case, *, until: datetime, reason: str, by: Actor, expected_version: int | None = None
) -> Case:
    """Stop the clocks until a moment within a year; the reporter reads why."""
    turn = begin(case, Verb.SUSPEND, by, expected_version=expected_version)
    row = turn.case
    if until <= turn.now:
        raise BadInput(fields={"until": _("Choose a date after today.")})
    if until > turn.now + timedelta(days=SUSPENSION_DAYS_AT_MOST):
        raise BadInput(fields={"until": _("A case rests for a year at most.")})
    turn.say(Saying(Voice.REASON, reasoned(reason), Audience.REPORTER))
    Suspension.objects.create(case=row, since=turn.now, until=until, by_post_id=turn.by.post_id)
    row.before_pause, row.state = row.state, State.SUSPENDED
    turn.timing.pause()
    # While it rests the day of its return is the next moment somebody owes something.
    turn.wake_at = until
    turn.done("before_pause", facts={"until": until.isoformat()})
    return row


@transaction.atomic
def resume(case: Case, *, by: Actor, expected_version: int | None = None) -> Case:
    """Go on, each clock with what it had left."""
    turn = begin(case, Verb.RESUME, by, expected_version=expected_version)
    row = turn.case
    Suspension.objects.filter(case=row, resumed_at=None).update(resumed_at=turn.now)
    row.state, row.before_pause = State(row.before_pause), ""
    turn.timing.resume()
    turn.done("before_pause")
    return row
