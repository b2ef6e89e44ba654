"""Words beside the main line, and residents who follow a case."""

from django.db import transaction

from mulin.cases.actions.saying import Saying, clean
from mulin.cases.actions.turn import begin, locked
from mulin.cases.kinds import Audience, Verb, Voice
from mulin.cases.models import Case, Follow
from mulin.catalogue.kinds import Secrecy
from mulin.lib import clock
from mulin.lib.errors import NotAllowed, NotFound
from mulin.people.access import Actor


@transaction.atomic
def note(case: Case, *, text: str, by: Actor, for_reporter: bool = False) -> Case:
    """Write a note for those in charge, or a word of progress for the reporter."""
    turn = begin(case, Verb.NOTE, by)
    audience = Audience.REPORTER if for_reporter else Audience.STAFF
    turn.say(Saying(Voice.NOTE, clean(text, "text", required=True, longest=4000), audience))
    turn.done()
    return turn.case


@transaction.atomic
def follow(case: Case, *, by: Actor) -> Case:
    """Hear of a public case that somebody reported first; again changes nothing."""
    row = locked(case)
    if by.person_id is None:
        raise NotAllowed
    if row.secrecy != Secrecy.PUBLIC:
        raise NotFound
    Follow.objects.get_or_create(case=row, person_id=by.person_id, defaults={"since": clock.now()})
    return row


@transaction.atomic
def unfollow(case: Case, *, by: Actor) -> Case:
    """Hear no more of it."""
    if by.person_id is not None:
        Follow.objects.filter(case=case, person_id=by.person_id).delete()
    return case
