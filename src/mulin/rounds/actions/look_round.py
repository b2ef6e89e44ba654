"""The checklist of a home visit: what was answered at the door is kept with the visit, and what fails becomes a case."""

import secrets
from dataclasses import dataclass

from mulin.lib.errors import NotFound
from mulin.people.access import Actor
from mulin.rounds.actions.answering import answered
from mulin.rounds.actions.check import Given, On, keep
from mulin.rounds.kinds import Outcome
from mulin.rounds.models import Calling, Check, Checklist, Visit
from mulin.rounds.queries.visits import check_id


@dataclass(frozen=True)
class Filled:
    """The edition that the visitor had before them, and what was answered."""

    checklist: Checklist
    given: Given


def look_round(made: Visit, row: Calling, filled: Filled, by: Actor) -> Check | None:
    """Within the caller's transaction; None where nothing was answered. Whoever was met is asked all that is required.

    What rests on a consent to care is in no check.
    """
    if row.person_id is not None:
        return None
    checklist, given = filled.checklist, filled.given
    if checklist.key != row.rule.checklist_key:
        raise NotFound
    met = made.outcome == Outcome.MET
    replies = answered(checklist, given.answers, given.notes, given.photos, whole=met)
    if not replies:
        return None
    look = Check(
        id=check_id(made.pk), checklist=checklist, household_id=row.household_id,
        compound_id=row.compound_id, building_id=row.building_id,
        person_id=made.person_id, post_id=made.post_id, at=made.at, captured_at=made.captured_at,
        findings=sum(reply.failed for reply in replies), salt=secrets.token_bytes(16),
    )  # fmt: skip
    look.take_lineage(row)
    look.save(force_insert=True)
    keep(look, On(checklist.pk, there=met), checklist, replies, given, by)
    return look
