"""The handling side asks, once, that an overrun be excused; two reviewers decide (超期申诉)."""

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.cases.actions.saying import Saying, clean, reasoned
from mulin.cases.actions.turn import begin
from mulin.cases.kinds import Decision, Verb, Voice
from mulin.cases.models import Case, Clock, OverdueAppeal
from mulin.lib.errors import BadInput, NotAllowed, WrongState
from mulin.people.access import Actor


@transaction.atomic
def appeal(case: Case, *, clock: int, reason: str, by: Actor) -> Case:
    """Appeal an overrun clock (by its id) of one's own organisation after the case has closed."""
    turn = begin(case, Verb.APPEAL, by)
    overrun = Clock.objects.filter(pk=clock, case=turn.case, overran=True).first()
    if overrun is None:
        raise BadInput(fields={"clock": _("Choose a limit of this case that was overrun.")})
    if overrun.organisation_id not in turn.by.organisation_ids:
        raise NotAllowed
    if OverdueAppeal.objects.filter(clock=overrun).exists():
        raise WrongState(_("This overrun was appealed already; an appeal is decided once."))
    turn.say(Saying(Voice.REASON, reasoned(reason)))
    asked = OverdueAppeal.objects.create(
        clock=overrun, case=turn.case, asked_at=turn.now, asked_by_post_id=turn.by.post_id
    )
    turn.done(facts={"appeal": asked.pk, "clock": overrun.pk})
    return turn.case


@transaction.atomic
def judge(case: Case, *, granted: bool, by: Actor, note: str = "") -> Case:
    """One of two reviewers decides; both must grant. The overrun stays visible, only figures leave it out."""
    turn = begin(case, Verb.JUDGE, by)
    asked = (
        OverdueAppeal.objects.select_for_update()
        .filter(case=turn.case, decision=Decision.OPEN)
        .order_by("pk")
        .first()
    )
    if asked is None:
        raise WrongState(_("No appeal is waiting."))
    if by.person_id is not None and by.person_id == asked.first_by_person_id:
        raise NotAllowed(_("You gave the first decision; another reviewer gives the second."))
    turn.say(Saying(Voice.NOTE, clean(note, "note", required=not granted)))
    if granted and asked.first_decision == Decision.OPEN:
        asked.first_decision, asked.first_by_person_id = Decision.GRANTED, by.person_id
    else:
        asked.decision = Decision.GRANTED if granted else Decision.REFUSED
        asked.decided_by_person_id, asked.decided_at = by.person_id, turn.now
        if granted:
            Clock.objects.filter(pk=asked.clock_id).update(excused=True)
    asked.save()
    turn.done(facts={"appeal": asked.pk, "granted": granted})
    return turn.case
