"""Somebody goes to the door: the case is theirs, the five minutes are kept."""

from contextlib import suppress

from django.db import transaction

from mulin.care.access import acting_on
from mulin.care.models import Alert
from mulin.cases.actions.accept import accept
from mulin.cases.actions.dispatch import dispatch
from mulin.cases.actions.turn import may
from mulin.cases.kinds import State, Verb
from mulin.cases.models import Case
from mulin.lib.errors import BadInput, WrongState
from mulin.people.access import Actor
from mulin.people.models import Post


@transaction.atomic
def go(alert: Alert, *, by: Actor) -> Case | None:
    """Take the alert on, also when it waits for somebody else or for nobody; taken on before, nothing changes."""
    acting = acting_on(by, alert.entry)
    case = Case.objects.filter(pk=alert.case_id).first() if alert.case_id else None
    if case is None:
        return None
    if case.state == State.FILED and acting.post_id and may(case, Verb.DISPATCH, by):
        post = Post.objects.select_related("organisation").filter(pk=acting.post_id).first()
        if post is not None and post.organisation is not None:
            # Not admitted to posts such as this one, or given back too often: whoever is there goes all the same, and the case stays filed.
            with suppress(BadInput, WrongState):
                case = dispatch(case, by=by, organisation=post.organisation, post=post)
    if case.state == State.DISPATCHED and may(case, Verb.ACCEPT, by):
        case = accept(case, by=by)
    return case
