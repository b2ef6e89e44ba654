"""Words beside the main line."""

from django.db import transaction

from mulin.cases.actions.saying import Saying, clean
from mulin.cases.actions.turn import begin
from mulin.cases.kinds import Audience, Verb, Voice
from mulin.cases.models import Case
from mulin.people.access import Actor


@transaction.atomic
def note(case: Case, *, text: str, by: Actor, for_reporter: bool = False) -> Case:
    """Write a note for those in charge, or a word of progress for the reporter."""
    turn = begin(case, Verb.NOTE, by)
    audience = Audience.REPORTER if for_reporter else Audience.STAFF
    turn.say(Saying(Voice.NOTE, clean(text, "text", required=True, longest=4000), audience))
    turn.done()
    return turn.case
