"""An enquiry is answered, thanks are passed on: an answer, no handling."""

from django.db import transaction

from mulin.cases.actions.ending import end
from mulin.cases.actions.file import stays_with_care
from mulin.cases.actions.saying import Saying, reasoned
from mulin.cases.actions.turn import begin
from mulin.cases.kinds import Audience, CloseReason, State, Verb, Voice
from mulin.cases.models import Case
from mulin.catalogue.kinds import Track
from mulin.catalogue.models import Kind
from mulin.lib.errors import WrongState
from mulin.people.access import Actor

ANSWERED_TRACKS = frozenset({Track.ENQUIRY, Track.THANKS})


@transaction.atomic
def reply(
    case: Case, *, text: str, by: Actor, kind: Kind | None = None, expected_version: int | None = None
) -> Case:
    """Answer and end. Only enquiries and thanks may end without handling."""
    turn = begin(case, Verb.REPLY, by, expected_version=expected_version)
    if kind is not None:
        stays_with_care(turn.case, kind)
        turn.case.kind, turn.case.track, turn.case.secrecy = kind, kind.track, kind.secrecy
    if turn.case.track not in ANSWERED_TRACKS:
        raise WrongState
    turn.say(Saying(Voice.REPLY, reasoned(text, "text"), Audience.REPORTER))
    turn.move(State.CLOSED)
    thanks = turn.case.track == Track.THANKS
    return end(turn, CloseReason.THANKED if thanks else CloseReason.ANSWERED)
