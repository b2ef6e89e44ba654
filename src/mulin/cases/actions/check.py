"""Somebody who did not handle it looks whether it was really done (核查); the reporter may confirm."""

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.cases.actions.dispatch import HOLDING, hold
from mulin.cases.actions.ending import end
from mulin.cases.actions.saying import Saying, clean
from mulin.cases.actions.turn import Turn, begin
from mulin.cases.kinds import CloseReason, PartState, State, Verb, Voice
from mulin.cases.models import Assignment, Case, CheckTask
from mulin.lib.errors import NotAllowed
from mulin.people.access import Actor


@transaction.atomic
def check(
    case: Case, *, passed: bool, by: Actor, note: str = "", expected_version: int | None = None
) -> Case:
    """Pass, or send back to the same handler with what is missing. Nobody checks their own handling."""
    turn = begin(case, Verb.CHECK, by, expected_version=expected_version)
    row = turn.case
    _not_own(turn)
    turn.say(Saying(Voice.NOTE, clean(note, "note", required=not passed, longest=2000)))
    _finish_task(turn, passed=passed)
    if passed:
        turn.move(State.CHECKED)
        turn.done(facts={"passed": True})
        return row
    row.reworks += 1
    back_to_handler(turn)
    turn.done("reworks", "on_the_spot", *HOLDING, facts={"passed": False})
    return row


@transaction.atomic
def confirm(case: Case, *, by: Actor, key: str = "", note: str = "") -> Case:
    """The reporter says it is done: that is the check, and the case closes."""
    turn = begin(case, Verb.CONFIRM, by, key=key)
    row = turn.case
    _not_own(turn)
    turn.say(Saying(Voice.NOTE, clean(note, "note")))
    _finish_task(turn, passed=True, by_reporter=True)
    turn.move(State.CLOSED)
    return end(turn, CloseReason.ON_THE_SPOT if row.on_the_spot else CloseReason.SOLVED)


def _not_own(turn: Turn) -> None:
    """Nobody checks their own handling; a program acts as its post, whoever holds that."""
    by, done = turn.by, turn.case.handlings
    if by.person_id is not None:
        own = by.person_id in turn.case.handler_ids
    else:
        own = by.post_id is not None and done.filter(by_post_id=by.post_id, by_person_id=None).exists()
    if own:
        raise NotAllowed(_("You handled this case yourself; somebody else must check it."))


def _finish_task(turn: Turn, *, passed: bool, by_reporter: bool = False) -> None:
    CheckTask.objects.filter(case=turn.case, done_at=None).update(
        done_at=turn.now,
        done_by_person_id=turn.by.person_id,
        done_by_post_id=turn.by.post_id,
        passed=passed,
        by_reporter=by_reporter,
    )


def back_to_handler(turn: Turn) -> None:
    """The last lead gets the case again, already accepted; without one it waits at the desk."""
    row = turn.case
    last = (
        Assignment.objects.filter(case=row, role__in=["sole", "lead"], state=PartState.DONE)
        .order_by("-pk")
        .first()
    )
    if last is None:
        last = _on_the_spot_part(turn)
    if last is None:
        row.on_the_spot = False
        turn.move(State.REPORTED if turn.step.verb == Verb.REOPEN else State.HANDLING)
        return
    part = Assignment.objects.create(
        case=row,
        role=last.role,
        state=PartState.ACCEPTED,
        organisation_id=last.organisation_id,
        post_id=last.post_id,
        why={"via": "again", "after": str(turn.step.verb)},
        designated=last.designated,
        offered_at=turn.now,
        accepted_at=turn.now,
        accepted_by_person_id=last.accepted_by_person_id,
        accepted_by_post_id=last.accepted_by_post_id,
    )
    hold(row, part.organisation_id, part.post_id)
    row.on_the_spot = False
    turn.move(State.HANDLING)


def _on_the_spot_part(turn: Turn) -> Assignment | None:
    """What was solved on the spot had no assignment; the same post now owes a result."""
    done = turn.case.handlings.filter(by_post_id__isnull=False).order_by("-pk").first()
    if done is None or not turn.case.org_ids:
        return None
    return Assignment(
        organisation_id=turn.case.org_ids[-1],
        post_id=done.by_post_id,
        role="sole",
        accepted_by_person_id=done.by_person_id,
        accepted_by_post_id=done.by_post_id,
    )
