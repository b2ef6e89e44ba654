"""A report is not filed, or the reporter takes it back; the reason is told."""

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.cases.actions.ending import end
from mulin.cases.actions.saying import Saying, clean, reasoned
from mulin.cases.actions.turn import begin
from mulin.cases.kinds import Audience, CloseReason, State, Verb, Voice
from mulin.cases.models import Case
from mulin.lib.errors import BadInput
from mulin.people.access import Actor

R = CloseReason
DECLINING = frozenset(
    {R.LEGAL_ROUTE, R.NO_NEW_FACTS, R.SECRET, R.OUTSIDE, R.UNLAWFUL, R.NOT_TRUE, R.NOT_ADMITTED}
)


@transaction.atomic
def decline(case: Case, *, reason: str, reply: str, by: Actor, expected_version: int | None = None) -> Case:
    """Do not file, with one of the reasons a rule knows and words for the reporter."""
    turn = begin(case, Verb.DECLINE, by, expected_version=expected_version)
    if reason not in DECLINING:
        raise BadInput(fields={"reason": _("Choose one of the reasons for not filing.")})
    turn.say(Saying(Voice.REPLY, reasoned(reply, "reply"), Audience.REPORTER))
    turn.move(State.DECLINED)
    return end(turn, CloseReason(reason))


@transaction.atomic
def withdraw(case: Case, *, by: Actor, note: str = "", key: str = "") -> Case:
    """The reporter takes the matter back before anyone has begun to handle it."""
    turn = begin(case, Verb.WITHDRAW, by, key=key)
    turn.say(Saying(Voice.NOTE, clean(note, "note"), Audience.REPORTER))
    turn.move(State.WITHDRAWN)
    return end(turn, CloseReason.WITHDRAWN)
