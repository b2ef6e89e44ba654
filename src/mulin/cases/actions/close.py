"""The case is closed by its closing condition, transferred in an emergency, or opened again."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.cases.actions.check import back_to_handler
from mulin.cases.actions.dispatch import HOLDING
from mulin.cases.actions.ending import end
from mulin.cases.actions.saying import Saying, clean, reasoned
from mulin.cases.actions.turn import begin
from mulin.cases.kinds import Audience, CloseReason, State, Verb, Voice
from mulin.cases.models import Case, Closure
from mulin.cases.rules import REOPEN_WITHIN_DAYS, REOPENINGS_AT_MOST, Who
from mulin.catalogue.kinds import Link, Track
from mulin.lib.errors import BadInput, NotAllowed, WrongState
from mulin.people.access import Actor

R = CloseReason
CLOSING = frozenset({R.SOLVED, R.ON_THE_SPOT, R.NOT_SOLVABLE, R.AGREED, R.NOT_AGREED})


@transaction.atomic
def close(
    case: Case,
    *,
    by: Actor,
    conditions_met: bool = True,
    reason: str = "",
    reply: str = "",
    expected_version: int | None = None,
) -> Case:
    """Close after a passed check, the closing condition ticked, with the answer for the reporter."""
    turn = begin(case, Verb.CLOSE, by, expected_version=expected_version)
    row = turn.case
    if row.track == Track.EMERGENCY:
        raise WrongState(_("An emergency is closed only as transferred to 110, 119 or 120."))
    chosen = CloseReason(reason) if reason in CloseReason.values else _usual(row)
    if chosen not in CLOSING:
        raise BadInput(fields={"reason": _("Choose how the case ended.")})
    if not conditions_met and chosen != R.NOT_SOLVABLE:
        raise BadInput(fields={"conditions_met": _("Tick that the closing condition is met.")})
    if chosen == R.NOT_SOLVABLE:
        reasoned(reply, "reply")
    turn.say(Saying(Voice.REPLY, clean(reply, "reply"), Audience.REPORTER))
    turn.move(State.CLOSED)
    return end(turn, chosen)


def _usual(row: Case) -> CloseReason:
    if row.track == Track.MEDIATION:
        return R.AGREED
    return R.ON_THE_SPOT if row.on_the_spot else R.SOLVED


@transaction.atomic
def transfer(case: Case, *, to: str, by: Actor, note: str = "") -> Case:
    """Danger: handed over to 110, 119, 120 or 122 at once, and closed here as transferred."""
    turn = begin(case, Verb.TRANSFER, by)
    if to not in ("110", "119", "120", "122"):
        raise BadInput(fields={"to": _("Choose 110, 119, 120 or 122.")})
    turn.say(Saying(Voice.NOTE, clean(note, "note"), Audience.REPORTER))
    turn.move(State.CLOSED)
    return end(turn, CloseReason.EMERGENCY, facts={"to": to})


@transaction.atomic
def reopen(case: Case, *, reason: str, by: Actor, key: str = "", expected_version: int | None = None) -> Case:
    """Not solved after all: back to the same handler, with fresh clocks. The reporter has a limit in time."""
    turn = begin(case, Verb.REOPEN, by, expected_version=expected_version, key=key)
    row = turn.case
    if row.track == Track.EMERGENCY:
        raise WrongState(_("A transferred emergency is not opened again; report what is new."))
    if row.reopenings >= REOPENINGS_AT_MOST:
        raise WrongState(_("It was opened again twice already; please report it anew or call the community."))
    if turn.ground is Who.REPORTER:
        limit = (row.ended_at or turn.now) + timedelta(days=REOPEN_WITHIN_DAYS)
        if turn.now > limit:
            raise WrongState(
                _("A case can be opened again within %(days)d days of its end.")
                % {"days": REOPEN_WITHIN_DAYS}
            )
    elif by.person_id is not None and by.person_id in row.handler_ids:
        raise NotAllowed
    turn.say(Saying(Voice.REASON, reasoned(reason), Audience.REPORTER))
    Closure.objects.filter(case=row, reopened_at=None).update(
        reopened_at=turn.now, reopened_by_person_id=by.person_id
    )
    row.reopenings += 1
    row.close_reason, row.ended_at, row.satisfaction = "", None, ""
    row.designated = False
    turn.timing.stop(Link.CALLBACK)
    back_to_handler(turn)
    # What nobody had been given is filed anew, and promised then.
    row.promised_by = None if row.state == State.REPORTED else turn.timing.start(Link.WHOLE).due_at
    turn.done(
        "promised_by",
        "reopenings",
        "close_reason",
        "ended_at",
        "satisfaction",
        "designated",
        "on_the_spot",
        *HOLDING,
    )
    return row
