"""A summary or review is held: what is stuck, who decides, by when."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.lib import clock
from mulin.lib.crypto import salted_hash
from mulin.lib.errors import BadInput, NotAllowed, WrongState
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.people.models import Post
from mulin.rounds.access import may_do, reaches
from mulin.rounds.actions.ending import end
from mulin.rounds.kinds import MEETINGS, State
from mulin.rounds.models import Decision, Meeting, Occurrence
from mulin.trail.record import record

LONGEST, MOST = 8000, 60


@dataclass(frozen=True)
class NewDecision:
    """One thing stuck, the post that decides it, and the day by which it does."""

    about: str
    post: Post
    by_on: date
    case_id: UUID | None = None


@transaction.atomic
def hold_meeting(
    occurrence: Occurrence, *, minutes: str, decisions: Sequence[NewDecision], by: Actor
) -> Meeting:
    """The meeting with its decisions; held already by the same person, it is the same meeting."""
    row = Occurrence.objects.select_for_update().get(pk=occurrence.pk)
    if not (may_do(by, row) or reaches(by, Duty.ROUND_PLAN, row)):
        raise NotAllowed
    if row.family not in MEETINGS:
        raise WrongState(_("This round is no meeting."))
    if row.state == State.DONE and row.by_person_id == by.person_id:
        return Meeting.objects.get(occurrence=row)
    if row.state not in (State.OPEN, State.MISSED):
        raise WrongState
    _guard(minutes, decisions)
    acting = by.acting_for(Duty.ROUND_PLAN, row.where()) or by.acting_for(Duty.ROUND_DO, row.where()) or by
    made = Meeting.objects.create(
        occurrence=row, minutes=minutes.strip(), salt=secrets.token_bytes(16), at=clock.now()
    )
    Decision.objects.bulk_create(_row(made, row, one) for one in decisions)
    words = [(str(made.pk), salted_hash(made.minutes, bytes(made.salt or b"")))]
    facts = {"decisions": len(decisions), "posts": sorted({one.post.pk for one in decisions})}
    record("meeting.held", row, by=acting, fields=facts, words=words)
    end(row, acting, None)
    return made


def _row(made: Meeting, row: Occurrence, one: NewDecision) -> Decision:
    found = Decision(
        meeting=made, about=one.about.strip(), case_id=one.case_id, post=one.post, by_on=one.by_on,
        compound_id=row.compound_id, building_id=row.building_id,
    )  # fmt: skip
    found.take_lineage(row)
    return found


def _guard(minutes: str, decisions: Sequence[NewDecision]) -> None:
    if not minutes.strip() or len(minutes) > LONGEST:
        raise BadInput(fields={"minutes": _("Write down what was said.")})
    if len(decisions) > MOST:
        raise BadInput(fields={"decisions": _("At most sixty decisions.")})
    for one in decisions:
        if not one.about.strip() or len(one.about) > 300:
            raise BadInput(fields={"decisions": _("Say of each what is to be decided.")})
        if one.by_on < clock.today():
            raise BadInput(fields={"decisions": _("A decision is due today or later.")})
