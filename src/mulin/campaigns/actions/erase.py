"""What people said at a target is erased with its salt; the history still verifies."""

from django.db import transaction

from mulin.campaigns.actions.turn import Turn, begin
from mulin.campaigns.kinds import Move
from mulin.campaigns.models import Party, Remark, Step, Talk, Target
from mulin.people.access import Actor

GONE = {"text": None, "salt": None}


@transaction.atomic
def erase_party(party: Party, *, by: Actor) -> Party:
    """Name, number and every word of or with this party; again changes nothing."""
    turn = begin(party.target, Move.ERASE, by)
    party = Party.objects.select_for_update().get(pk=party.pk)
    if party.erased_at is not None:
        return party
    rows = sum(
        model.objects.filter(party=party, erased_at=None).update(**GONE, erased_at=turn.at)
        for model in (Talk, Step)
    )
    Party.objects.filter(pk=party.pk).update(**GONE, name=None, phone=None, erased_at=turn.at)
    _written(turn, rows + 1)
    party.refresh_from_db()
    return party


@transaction.atomic
def erase_target(target: Target, *, by: Actor) -> Target:
    """Every word that was said here; again changes nothing."""
    turn = begin(target, Move.ERASE, by)
    fresh = {"target": turn.target, "erased_at": None}
    rows = sum(
        model.objects.filter(**fresh).update(**GONE, erased_at=turn.at) for model in (Talk, Step, Remark)
    )
    rows += Party.objects.filter(**fresh).update(**GONE, name=None, phone=None, erased_at=turn.at)
    if rows:
        _written(turn, rows)
    return turn.target


def _written(turn: Turn, rows: int) -> None:
    turn.done(facts={"rows": rows})
