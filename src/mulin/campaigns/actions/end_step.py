"""An agreed step is done, or dropped."""

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.campaigns.actions.turn import Turn, begin
from mulin.campaigns.kinds import Move
from mulin.campaigns.models import Step
from mulin.lib.errors import WrongState
from mulin.people.access import Actor


@transaction.atomic
def do_step(step: Step, *, by: Actor) -> Step:
    """With the first step done the target is under way; again changes nothing."""
    turn, step = _begun(step, Move.STEP_DONE, by)
    if step.dropped_at is not None:
        raise WrongState(_("This step was dropped."))
    return _ended(turn, step, "done_at")


@transaction.atomic
def drop_step(step: Step, *, by: Actor) -> Step:
    """No longer wanted; again changes nothing."""
    turn, step = _begun(step, Move.STEP_DROPPED, by)
    if step.done_at is not None:
        raise WrongState(_("This step is done already."))
    return _ended(turn, step, "dropped_at")


def _begun(step: Step, move: Move, by: Actor) -> tuple[Turn, Step]:
    turn = begin(step.target, move, by)
    return turn, Step.objects.select_for_update().get(pk=step.pk)


def _ended(turn: Turn, step: Step, moment: str) -> Step:
    if getattr(step, moment) is None:
        setattr(step, moment, turn.at)
        step.save(update_fields=[moment])
        turn.done(facts={"step": str(step.pk)})
    return step
