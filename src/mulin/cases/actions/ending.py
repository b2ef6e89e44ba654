"""What every ending does: clocks stop, open assignments are taken back, the closure is written."""

from collections.abc import Mapping
from typing import Any

from mulin.cases.actions.turn import Turn, open_assignments
from mulin.cases.kinds import CloseReason, Decision, PartState
from mulin.cases.models import (
    AgendaItem,
    Case,
    CheckTask,
    Closure,
    Extension,
    Oversight,
    Question,
    Suspension,
    VerifyTask,
    Whistle,
)


def end(turn: Turn, reason: CloseReason, facts: Mapping[str, Any] | None = None) -> Case:
    """Finish a turn that has moved the case to an ended state."""
    case = turn.case
    turn.timing.stop_all()
    for part in open_assignments(case):
        part.state, part.ended_at = PartState.WITHDRAWN, turn.now
        part.save(update_fields=["state", "ended_at"])
    CheckTask.objects.filter(case=case, done_at=None).update(done_at=turn.now)
    VerifyTask.objects.filter(case=case, done_at=None).update(done_at=turn.now)
    Extension.objects.filter(case=case, decision=Decision.OPEN).update(
        decision=Decision.REFUSED, decided_at=turn.now
    )
    AgendaItem.objects.filter(case=case, taken_off_at=None).update(taken_off_at=turn.now)
    Whistle.objects.filter(case=case, ended_at=None).update(ended_at=turn.now)
    Suspension.objects.filter(case=case, resumed_at=None).update(resumed_at=turn.now)
    Question.objects.filter(case=case, answered_at=None).update(answered_at=turn.now)
    Oversight.objects.filter(case=case, decided_at=None).update(decided_at=turn.now, decision="ended")
    Closure.objects.create(
        case=case,
        reason=reason,
        at=turn.now,
        by_person_id=turn.by.person_id,
        by_post_id=turn.by.post_id,
    )
    case.close_reason, case.ended_at = reason, turn.now
    case.holder_org_id = case.holder_post_id = None
    turn.done(
        "close_reason",
        "ended_at",
        "holder_org_id",
        "holder_post_id",
        "merged_into",
        "kind",
        "track",
        "secrecy",
        facts={**(facts or {}), "reason": reason},
    )
    return case
