"""The reporter's word on the answer; never entered by the handling side."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.cases.actions.saying import Saying, clean
from mulin.cases.actions.turn import begin
from mulin.cases.kinds import Audience, Satisfaction, Verb, Voice
from mulin.cases.models import Case, Closure, Rating
from mulin.cases.rules import RATE_WITHIN_DAYS
from mulin.lib.errors import BadInput, NotAllowed, WrongState
from mulin.people.access import Actor


@transaction.atomic
def rate(case: Case, *, solved: bool, satisfaction: str, by: Actor, comment: str = "", key: str = "") -> Case:
    """Rate the present closure once, within the limit; the same rating again changes nothing."""
    turn = begin(case, Verb.RATE, by, key=key)
    row = turn.case
    if satisfaction not in Satisfaction.values:
        raise BadInput(fields={"satisfaction": _("Say how satisfied you are.")})
    if by.person_id is not None and by.person_id in row.handler_ids:
        raise NotAllowed
    closure = Closure.objects.get(case=row, reopened_at=None)
    known = Rating.objects.filter(closure=closure).first()
    if known is not None:
        if (known.solved, known.satisfaction) == (solved, satisfaction):
            return row
        raise WrongState(_("You have rated this case already."))
    if turn.now > closure.at + timedelta(days=RATE_WITHIN_DAYS):
        raise WrongState(
            _("A case can be rated within %(days)d days of its end.") % {"days": RATE_WITHIN_DAYS}
        )
    Rating.objects.create(
        case=row,
        closure=closure,
        at=turn.now,
        by_person_id=by.person_id,
        by_code=bool(key),
        solved=solved,
        satisfaction=satisfaction,
    )
    turn.say(Saying(Voice.RATING, clean(comment, "comment", longest=1000), Audience.STAFF))
    row.satisfaction = satisfaction
    turn.done("satisfaction", facts={"solved": solved, "satisfaction": satisfaction})
    return row
