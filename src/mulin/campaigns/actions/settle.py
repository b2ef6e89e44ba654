"""A target is done, declined with its reason, or taken up again."""

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.campaigns.actions.turn import Turn, begin
from mulin.campaigns.kinds import Move, TargetState
from mulin.campaigns.models import Remark, Step, Target
from mulin.campaigns.rules import clean
from mulin.lib.errors import WrongState
from mulin.people.access import Actor


@transaction.atomic
def finish(target: Target, *, text: str = "", by: Actor) -> Target:
    """Done; refused while an agreed step is open. Again changes nothing."""
    if _stands(target, TargetState.DONE):
        return target
    turn = begin(target, Move.FINISH, by)
    if Step.objects.filter(target=turn.target, done_at=None, dropped_at=None).exists():
        raise WrongState(_("Agreed steps are still open: mark each as done, or drop it."))
    return _remarked(turn, clean(text, "text"))


@transaction.atomic
def decline(target: Target, *, reason: str, by: Actor) -> Target:
    """They will not; the reason stands. Open steps are dropped. Again changes nothing."""
    if _stands(target, TargetState.DECLINED):
        return target
    turn = begin(target, Move.DECLINE, by)
    said = clean(reason, "reason", required=True)
    Step.objects.filter(target=turn.target, done_at=None, dropped_at=None).update(dropped_at=turn.at)
    return _remarked(turn, said)


@transaction.atomic
def reopen(target: Target, *, reason: str, by: Actor) -> Target:
    """Not done after all, or willing after all."""
    turn = begin(target, Move.REOPEN, by)
    return _remarked(turn, clean(reason, "reason", required=True))


def _stands(target: Target, state: TargetState) -> bool:
    return Target.objects.filter(pk=target.pk, state=state).exists()


def _remarked(turn: Turn, text: str) -> Target:
    remarks = [Remark(target=turn.target, move=turn.move, text=text, **turn.spoken())] if text else []
    Remark.objects.bulk_create(remarks)
    turn.target.talk_on = None
    return turn.done("talk_on", said=remarks)
