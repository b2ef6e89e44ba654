"""A step is agreed: what, by whom, by when."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.campaigns.actions.turn import begin
from mulin.campaigns.kinds import Move
from mulin.campaigns.models import Party, Step, Target
from mulin.campaigns.rules import clean
from mulin.lib import clock
from mulin.lib.errors import BadInput, NotFound
from mulin.lib.ids import uuid7
from mulin.people.access import Actor


@transaction.atomic
def agree(
    target: Target,
    *,
    text: str,
    by_on: date,
    party: Party | None = None,
    id: UUID | None = None,
    by: Actor,
) -> Step:
    """The step; without a party it is ours. The same id again is the same step."""
    turn = begin(target, Move.AGREE, by)
    if id and (known := Step.objects.filter(pk=id).first()):
        if known.target_id != turn.target.pk:
            raise NotFound
        return known
    if party is not None and (party.target_id != turn.target.pk or party.erased_at is not None):
        raise BadInput(fields={"party": _("Choose a party of this target.")})
    if by_on < clock.local(turn.at).date():
        raise BadInput(fields={"by_on": _("Choose today or a later day.")})
    step = Step(
        id=id or uuid7(),
        target=turn.target,
        party=party,
        text=clean(text, "text", required=True, longest=300),
        by_on=by_on,
        **turn.spoken(),
    )
    step.save(force_insert=True)
    facts = {
        "step": str(step.pk),
        "party": str(party.pk) if party else None,
        "by_on": by_on.isoformat(),
    }
    turn.done(facts=facts, said=[step])
    return step
