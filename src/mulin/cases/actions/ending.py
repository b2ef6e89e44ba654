"""What every ending does: clocks stop, open assignments are taken back, the closure is written."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, models

from mulin.cases.access import named_duty
from mulin.cases.actions.turn import Turn, open_assignments
from mulin.cases.kinds import CloseReason, Decision, PartState, State
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
from mulin.cases.rules import AFTER_END
from mulin.catalogue.kinds import Door

#: What may still be open beside the case: column that says when it ended, what else is then written.
LOOSE_ENDS: tuple[tuple[type[models.Model], str, dict[str, str]], ...] = (
    (CheckTask, "done_at", {}),
    (VerifyTask, "done_at", {}),
    (Extension, "decided_at", {"decision": Decision.REFUSED.value}),
    (AgendaItem, "taken_off_at", {}),
    (Whistle, "ended_at", {}),
    (Suspension, "resumed_at", {}),
    (Question, "answered_at", {}),
    (Oversight, "decided_at", {"decision": "ended"}),
)


def end(turn: Turn, reason: CloseReason, facts: Mapping[str, Any] | None = None) -> Case:
    """Finish a turn that has moved the case to an ended state."""
    case = turn.case
    turn.timing.stop_all()
    for part in open_assignments(case):
        part.state, part.ended_at = PartState.WITHDRAWN, turn.now
        part.save(update_fields=["state", "ended_at"])
    _tie_up(case, turn.now)
    Closure.objects.create(
        case=case,
        reason=reason,
        at=turn.now,
        by_person_id=turn.by.person_id,
        by_post_id=turn.by.post_id,
    )
    case.close_reason, case.ended_at = reason, turn.now
    case.holder_org_id = case.holder_post_id = None
    # It belongs to whoever calls back, never to those who handled; confidential orders are not called about.
    link = AFTER_END.get(State(case.state)) if case.live and case.door == Door.HOTLINE else None
    if link is not None and named_duty(case) is None:
        turn.timing.start(link)
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


def _tie_up(case: Case, now: datetime) -> None:
    """End whatever is still open, all of it in one statement."""
    steps: list[str] = []
    values: list[datetime | str] = []
    for model, column, also in LOOSE_ENDS:
        wanted = {column: now, **also}
        sets = ", ".join(f"{name} = %s" for name in wanted)
        table = model._meta.db_table
        steps.append(f"UPDATE {table} SET {sets} WHERE case_id = %s AND {column} IS NULL")  # noqa: S608 - names of ours
        values += [now, *also.values(), str(case.pk)]
    *first, last = steps
    named = ", ".join(f"tied_{place} AS ({step})" for place, step in enumerate(first))
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {named} {last}", values)
