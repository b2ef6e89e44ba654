"""The work is done and its result reported; small matters are solved on the spot (处置)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.cases.actions.accept import main_part
from mulin.cases.actions.dispatch import HOLDING, hold
from mulin.cases.actions.file import classify
from mulin.cases.actions.saying import Saying, clean
from mulin.cases.actions.turn import Turn, begin, open_assignments
from mulin.cases.kinds import Audience, PartRole, PartState, State, Verb, Voice
from mulin.cases.models import Case, CheckTask, Handling, VerifyTask
from mulin.catalogue.kinds import Link
from mulin.catalogue.models import Kind
from mulin.files.queries import count_of
from mulin.lib.errors import BadInput, WrongState
from mulin.people.access import Actor


@transaction.atomic
def handle(
    case: Case,
    *,
    result: str,
    by: Actor,
    contacted: bool = False,
    captured_at: datetime | None = None,
    expected_version: int | None = None,
) -> Case:
    """Report the result. In joint handling the lead does so after every part is done: one answer."""
    turn = begin(case, Verb.HANDLE, by, expected_version=expected_version)
    part = main_part(turn)
    waiting = [p for p in open_assignments(turn.case) if p.role == PartRole.ASSIST]
    if waiting:
        raise WrongState(
            _("%(count)d assisting parts are not done yet; the joint answer waits for them.")
            % {"count": len(waiting)}
        )
    need_photos(turn.case)
    part.state, part.done_at, part.ended_at = PartState.DONE, turn.now, turn.now
    part.save(update_fields=["state", "done_at", "ended_at"])
    row = _handled(turn, result, part.pk, contacted=contacted, captured_at=captured_at)
    turn.timing.stop(Link.REPORT_IN)
    turn.done("handled_at", "handler_ids", *HOLDING, facts={"assignment": part.pk})
    return row


@transaction.atomic
def solve(
    case: Case,
    *,
    result: str,
    by: Actor,
    kind: Kind | None = None,
    captured_at: datetime | None = None,
    expected_version: int | None = None,
) -> Case:
    """Solved on the spot by who serves the place; confirmed by the reporter or looked at by another post."""
    turn = begin(case, Verb.SOLVE, by, expected_version=expected_version)
    row = turn.case
    classify(turn, kind, None, "")
    if row.area_id is None:
        raise BadInput(fields={"area": _("Say first where it is: choose an area on the map or in the list.")})
    need_photos(row)
    VerifyTask.objects.filter(case=row, done_at=None).update(
        done_at=turn.now, done_by_person_id=by.person_id, found=True
    )
    turn.timing.stop(Link.FILE, Link.VERIFY, Link.DISPATCH)
    row.filed_at = row.filed_at or turn.now
    row.on_the_spot = True
    post = turn.by.post
    hold(row, post.organisation_id if post else None, post.post_id if post else None)
    _handled(turn, result, None, contacted=True, captured_at=captured_at)
    turn.done(
        "kind",
        "standard",
        "secrecy",
        "track",
        "filed_at",
        "on_the_spot",
        "handled_at",
        "handler_ids",
        *HOLDING,
    )
    return row


def need_photos(row: Case) -> None:
    """As many photos as the kind asks for, before and after."""
    if row.kind is None:
        return
    for stage, wanted, field in (
        ("before", row.kind.photos_before, "photos_before"),
        ("after", row.kind.photos_after, "photos_after"),
    ):
        stages = ("before", "reference", "near", "far") if stage == "before" else (stage,)
        if wanted and count_of("case", str(row.pk), stages=stages) < wanted:
            raise BadInput(
                fields={field: _("This kind of matter needs %(count)d photos here.") % {"count": wanted}}
            )


def _handled(
    turn: Turn, result: str, assignment_id: int | None, *, contacted: bool, captured_at: datetime | None
) -> Case:
    row = turn.case
    turn.say(Saying(Voice.RESULT, clean(result, "result", required=True), Audience.REPORTER, assignment_id))
    person_id = turn.by.person_id
    Handling.objects.create(
        case=row,
        assignment_id=assignment_id,
        at=turn.now,
        captured_at=captured_at,
        by_person_id=person_id,
        by_post_id=turn.by.post_id,
        on_the_spot=row.on_the_spot,
        contacted_reporter=contacted,
    )
    if person_id is not None and person_id not in row.handler_ids:
        row.handler_ids = [*row.handler_ids, person_id]
    row.handled_at = turn.now
    # Whoever handled it owes nothing more: the check is another's, and so is its clock.
    row.holder_org_id = row.holder_post_id = None
    CheckTask.objects.create(case=row, since=turn.now)
    turn.move(State.HANDLED)
    return row
