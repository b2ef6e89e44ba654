"""Disputes: parties come to the table, agree, and are asked later whether it holds (B10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.cases.actions.saying import Saying, clean
from mulin.cases.actions.turn import begin, open_assignments
from mulin.cases.kinds import PartState, State, Verb, Voice
from mulin.cases.models import Agreement, Case, Handling, Party, Sitting
from mulin.catalogue.kinds import Link
from mulin.lib import clock
from mulin.lib.errors import BadInput, NotAllowed, WrongState
from mulin.people.access import Actor
from mulin.people.models import Organisation, Person

CONFIRM_DAYS, FOLLOW_UP_DAYS = 30, 30
SIDES = ("one", "other", "expert", "witness")


@dataclass(frozen=True)
class Seat:
    """Somebody at the table."""

    side: str
    person: Person | None = None
    organisation: Organisation | None = None
    refuses: bool = False


@transaction.atomic
def sit(
    case: Case,
    *,
    seats: Sequence[Seat],
    minutes: str,
    by: Actor,
    place: str = "",
    on_the_spot: bool = False,
    next_at: datetime | None = None,
    expected_version: int | None = None,
) -> Case:
    """Hold a sitting. Both sides must have a seat; either may refuse mediation."""
    turn = begin(case, Verb.SIT, by, expected_version=expected_version)
    if turn.by.post_id is None:
        raise NotAllowed
    if not {"one", "other"} <= {seat.side for seat in seats} <= set(SIDES):
        raise BadInput(fields={"seats": _("Name at least one person or organisation on each side.")})
    turn.say(Saying(Voice.MINUTES, clean(minutes, "minutes", required=True)))
    sitting = Sitting.objects.create(
        case=turn.case,
        at=turn.now,
        place=clean(place, "place", longest=100),
        on_the_spot=on_the_spot,
        mediator_post_id=turn.by.post_id,
        next_at=next_at,
    )
    present = [_party(turn.case, seat, turn.now) for seat in seats]
    sitting.present.set([party for party in present if party.refused_at is None])
    turn.done(facts={"sitting": sitting.pk, "parties": [party.pk for party in present]})
    return turn.case


def _party(case: Case, seat: Seat, now: datetime) -> Party:
    party, _new = Party.objects.get_or_create(
        case=case, side=seat.side, person=seat.person, organisation=seat.organisation
    )
    party.consented_at, party.refused_at = (None, now) if seat.refuses else (party.consented_at or now, None)
    party.save(update_fields=["consented_at", "refused_at"])
    return party


@transaction.atomic
def agree(
    case: Case, *, text: str, by: Actor, agreed: bool = True, expected_version: int | None = None
) -> Case:
    """The parties sign, which is the check of the mediator's work; or no agreement was reached."""
    turn = begin(case, Verb.AGREE, by, expected_version=expected_version)
    row = turn.case
    if not Sitting.objects.filter(case=row).exists():
        raise WrongState(_("Hold a sitting first."))
    turn.say(Saying(Voice.AGREEMENT, clean(text, "text", required=True)))
    today = clock.local(turn.now).date()
    if agreed:
        Agreement.objects.update_or_create(
            case=row,
            defaults={
                "signed_at": turn.now,
                "confirm_until": today + timedelta(days=CONFIRM_DAYS),
                "follow_up_on": today + timedelta(days=FOLLOW_UP_DAYS),
            },
        )
    for part in open_assignments(row):
        part.state, part.done_at, part.ended_at = PartState.DONE, turn.now, turn.now
        part.save(update_fields=["state", "done_at", "ended_at"])
    Handling.objects.create(
        case=row, at=turn.now, by_person_id=by.person_id, by_post_id=turn.by.post_id, contacted_reporter=True
    )
    row.handled_at = turn.now
    row.handler_ids = [*{*row.handler_ids, *([by.person_id] if by.person_id else [])}]
    turn.timing.stop(Link.REPORT_IN)
    turn.move(State.CHECKED)
    turn.done("handled_at", "handler_ids", facts={"agreed": agreed})
    return row


@transaction.atomic
def follow_up(case: Case, *, kept: bool, note: str, by: Actor) -> Case:
    """Ask both sides later whether the agreement is kept."""
    turn = begin(case, Verb.FOLLOW_UP, by)
    agreement = Agreement.objects.select_for_update().filter(case=turn.case).first()
    if agreement is None:
        raise WrongState(_("There is no agreement to follow up."))
    turn.say(Saying(Voice.NOTE, clean(note, "note", required=True)))
    agreement.followed_up_at, agreement.kept = turn.now, kept
    agreement.save(update_fields=["followed_up_at", "kept"])
    turn.done(facts={"kept": kept})
    return turn.case
