"""Pressure: the reporter or the desk urges, the supervisor supervises (催办, 督办)."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.cases.actions.saying import Saying, clean, reasoned
from mulin.cases.actions.turn import begin
from mulin.cases.kinds import Audience, PromptKind, Verb, Voice
from mulin.cases.models import Case, Prompt
from mulin.lib.errors import WrongState
from mulin.people.access import Actor

URGE_AGAIN_AFTER = timedelta(hours=12)


@transaction.atomic
def urge(case: Case, *, by: Actor, note: str = "", key: str = "") -> Case:
    """Ask those who hold the case to move; one person urges once in twelve hours."""
    turn = begin(case, Verb.URGE, by, key=key)
    row = turn.case
    lately = Prompt.objects.filter(
        case=row, kind=PromptKind.URGE, by_person_id=by.person_id, at__gt=turn.now - URGE_AGAIN_AFTER
    )
    if lately.exists():
        raise WrongState(_("You urged not long ago; those in charge have been told."))
    turn.say(Saying(Voice.NOTE, clean(note, "note", longest=500), Audience.REPORTER))
    Prompt.objects.create(
        case=row, kind=PromptKind.URGE, at=turn.now, by_post_id=turn.by.post_id, by_person_id=by.person_id
    )
    row.urgings += 1
    turn.done("urgings")
    return row


@transaction.atomic
def supervise(case: Case, *, demand: str, by: Actor, expected_version: int | None = None) -> Case:
    """A supervisor demands an answer from the holder, on record."""
    turn = begin(case, Verb.SUPERVISE, by, expected_version=expected_version)
    turn.say(Saying(Voice.INSTRUCTION, reasoned(demand, "demand")))
    Prompt.objects.create(
        case=turn.case,
        kind=PromptKind.SUPERVISE,
        at=turn.now,
        by_post_id=turn.by.post_id,
        by_person_id=by.person_id,
    )
    turn.done()
    return turn.case
