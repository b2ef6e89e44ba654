"""A talk with a party of a target is noted; sent twice it is one talk."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.campaigns.actions.turn import begin
from mulin.campaigns.kinds import Move
from mulin.campaigns.models import Party, Talk, Target
from mulin.campaigns.rules import clean
from mulin.lib import clock
from mulin.lib.errors import BadInput, NotFound
from mulin.lib.ids import uuid7
from mulin.people.access import Actor


@transaction.atomic
def talk(
    target: Target,
    *,
    text: str,
    party: Party | None = None,
    next_on: date | None = None,
    held_at: datetime | None = None,
    captured_at: datetime | None = None,
    id: UUID | None = None,
    by: Actor,
) -> Talk:
    """What was said, with whom, and when to talk again; the talk planned before counts as held."""
    turn = begin(target, Move.TALK, by)
    if id and (known := Talk.objects.filter(pk=id).first()):
        if known.target_id != turn.target.pk:
            raise NotFound
        return known
    if party is not None and (party.target_id != turn.target.pk or party.erased_at is not None):
        raise BadInput(fields={"party": _("Choose a party of this target.")})
    held = min(held_at or captured_at or turn.at, turn.at)
    if next_on is not None and next_on < clock.local(held).date():
        raise BadInput(fields={"next_on": _("Choose today or a later day.")})
    said = Talk(
        id=id or uuid7(),
        target=turn.target,
        party=party,
        text=clean(text, "text", required=True),
        held_at=held,
        captured_at=captured_at,
        next_on=next_on,
        **turn.spoken(),
    )
    said.save(force_insert=True)
    if party is not None and (party.heard_at is None or party.heard_at < said.held_at):
        party.heard_at = said.held_at
        party.save(update_fields=["heard_at"])
    turn.target.talk_on = next_on
    facts = {
        "talk": str(said.pk),
        "party": str(party.pk) if party else None,
        "next_on": next_on.isoformat() if next_on else None,
    }
    turn.done("talk_on", facts=facts, said=[said], captured_at=captured_at)
    return said
