"""A repeat is merged into the case that tells of the same matter, and can be taken out again."""

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.cases.actions.ending import end
from mulin.cases.actions.hotline import count_earlier
from mulin.cases.actions.turn import begin, locked
from mulin.cases.kinds import CloseReason, State, Verb
from mulin.cases.models import Case, Closure, Follow
from mulin.lib.errors import BadInput
from mulin.people.access import Actor


@transaction.atomic
def merge(case: Case, *, into: Case, by: Actor, expected_version: int | None = None) -> Case:
    """End the case as a repeat; its reporter follows the other from now on."""
    if case.pk == into.pk:
        raise BadInput(fields={"into": _("A case cannot be merged into itself.")})
    # Two merges crossing each other would wait for ever without one order of locks.
    for key in sorted([str(case.pk), str(into.pk)]):
        locked(key)
    turn = begin(case, Verb.MERGE, by, expected_version=expected_version)
    other = locked(into)
    if not other.is_open:
        raise BadInput(fields={"into": _("That case has ended; choose one that is still open.")})
    if other.merged_into_id is not None:
        raise BadInput(fields={"into": _("That case is itself merged into another.")})
    turn.case.merged_into = other
    turn.move(State.MERGED)
    row = end(turn, CloseReason.DUPLICATE, facts={"into": str(other.pk)})
    if row.reporter_id is not None and row.reporter_id != other.reporter_id:
        Follow.objects.get_or_create(case=other, person_id=row.reporter_id, defaults={"since": turn.now})
    count_earlier(other)
    return row


@transaction.atomic
def unmerge(case: Case, *, by: Actor, expected_version: int | None = None) -> Case:
    """It was another matter after all: the case goes back to the inbox."""
    turn = begin(case, Verb.UNMERGE, by, expected_version=expected_version)
    row = turn.case
    Closure.objects.filter(case=row, reopened_at=None).update(
        reopened_at=turn.now, reopened_by_person_id=by.person_id
    )
    other, row.merged_into = row.merged_into_id, None
    row.close_reason, row.ended_at = "", None
    turn.move(State.REPORTED)
    turn.done("merged_into", "close_reason", "ended_at", facts={"from": str(other)})
    count_earlier(row)
    if other is not None:
        count_earlier(Case.objects.get(pk=other))
    return row
