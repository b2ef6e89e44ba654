"""An agreed step is done, or dropped."""

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.campaigns.actions.turn import begin
from mulin.campaigns.kinds import Move
from mulin.campaigns.models import Step
from mulin.lib.errors import WrongState
from mulin.people.access import Actor


@transaction.atomic
def do_step(step: Step, *, by: Actor) -> Step:
    """With the first step done the target is under way; again changes nothing."""
    turn = begin(step.target, Move.STEP_DONE, by)
    step = Step.objects.select_for_update().get(pk=step.pk)
    if step.dropped_at is not None:
        raise WrongState(_("This step was dropped."))
    if step.done_at is None:
        step.done_at = turn.at
        step.save(update_fields=["done_at"])
        turn.done(facts={"step": str(step.pk)})
    return step


@transaction.atomic
def drop_step(step: Step, *, by: Actor) -> Step:
    """No longer wanted; again changes nothing."""
    turn = begin(step.target, Move.STEP_DROPPED, by)
    step = Step.objects.select_for_update().get(pk=step.pk)
    if step.done_at is not None:
        raise WrongState(_("This step is done already."))
    if step.dropped_at is None:
        step.dropped_at = turn.at
        step.save(update_fields=["dropped_at"])
        turn.done(facts={"step": str(step.pk)})
    return step
