"""A round ends when its last stop is done, or when whoever goes says why some are left."""

from datetime import datetime

from mulin.lib import clock
from mulin.lib.actor import ActorLike
from mulin.lib.errors import Conflict, WrongState
from mulin.rounds.kinds import State, TaskState
from mulin.rounds.models import Check, Occurrence, Task
from mulin.trail.record import record


def end_task(occurrence: Occurrence, made: Check, by: ActorLike) -> None:
    """One check done; the caller holds the round's lock. What was captured in time counts though it came late."""
    moment = made.captured_at or made.at
    occurrence.findings += made.findings
    if made.task is not None:
        changed = Task.objects.filter(pk=made.task.pk).exclude(state=TaskState.DONE)
        if not changed.update(state=TaskState.DONE):
            raise Conflict(changed=["task"])
        occurrence.tasks_left = max(occurrence.tasks_left - 1, 0)
    elif occurrence.checks.exclude(pk=made.pk).exists():
        raise Conflict(changed=["round"])
    occurrence.save(update_fields=["findings", "tasks_left"])
    if occurrence.tasks_left == 0 and is_in_time(occurrence, moment):
        end(occurrence, by, made.captured_at)


def is_in_time(occurrence: Occurrence, moment: datetime) -> bool:
    """An open round is; a missed one was, when the phone had it before it counted as missed."""
    if occurrence.state == State.OPEN:
        return True
    return occurrence.state == State.MISSED and moment < occurrence.miss_at


def end(occurrence: Occurrence, by: ActorLike, captured_at: datetime | None, reason: str = "") -> Occurrence:
    """The caller holds the lock and has looked whether the round may end."""
    if occurrence.state not in (State.OPEN, State.MISSED):
        raise WrongState
    was = occurrence.state
    occurrence.state, occurrence.ended_at = State.DONE, clock.now()
    occurrence.captured_at, occurrence.reason = captured_at, reason
    occurrence.by_person_id, occurrence.by_post_id = by.person_id, by.post_id
    occurrence.save(
        update_fields=[
            "state",
            "ended_at",
            "captured_at",
            "reason",
            "by_person_id",
            "by_post_id",
            "tasks_left",
        ]
    )
    facts = {"was": was, "findings": occurrence.findings, "left": occurrence.tasks_left}
    record("round.done", occurrence, by=by, fields=facts, captured_at=captured_at, quiet=True)
    return occurrence
