"""A party of a target is named and heard."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.campaigns.actions.turn import begin
from mulin.campaigns.kinds import Move, PartyRole
from mulin.campaigns.models import Party, Target
from mulin.campaigns.rules import clean
from mulin.lib.errors import BadInput, NotFound
from mulin.lib.ids import uuid7
from mulin.people.access import Actor
from mulin.people.rules import clean_phone


@transaction.atomic
def hear(
    target: Target,
    *,
    role: str,
    name: str = "",
    phone: str = "",
    view: str = "",
    id: UUID | None = None,
    by: Actor,
) -> Party:
    """Name a party, or change what is known of one; the same sent again changes nothing.

    With a view the party counts as heard now.
    """
    if role not in PartyRole.values:
        raise BadInput(fields={"role": _("Choose who this is.")})
    turn = begin(target, Move.HEAR, by)
    party = Party.objects.filter(pk=id).first() if id else None
    if party is not None and party.target_id != turn.target.pk:
        raise NotFound
    if party is not None and party.erased_at is not None:
        raise NotFound
    party = party or Party(id=id or uuid7(), target=turn.target, **turn.spoken())
    before = (party.role, party.name or "", party.phone or "", party.text or "")
    wanted = (
        role,
        clean(name, "name", longest=60),
        clean_phone(phone),
        clean(view, "view"),
    )
    if before == wanted:
        return party
    party.role, party.name, party.phone, party.text = wanted
    if wanted[3] and wanted[3] != before[3]:
        party.heard_at = turn.at
    party.save()
    turn.done(facts={"party": str(party.pk), "role": role, "heard": bool(wanted[3])}, said=[party])
    return party
