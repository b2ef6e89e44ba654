"""A report is written to a secretary: it opens to that post, which must say by a limit what is to be done (B8)."""

from decimal import Decimal

from mulin.cases.access import is_complained_of, named_duty
from mulin.cases.actions.dispatch import hold
from mulin.cases.actions.timing import Timing
from mulin.cases.models import Case, Instruction
from mulin.catalogue.kinds import Link
from mulin.lib.worktime import Unit
from mulin.people.access import Actor
from mulin.people.models import Post, Scope

INSTRUCTS_WITHIN = (Decimal(1), Unit.WORK_DAY)


def address(case: Case, secretary: Post, timing: Timing) -> Instruction | None:
    """The instruction that is now owed, not saved; None where the line is closed to the matter.

    What is confidential goes to the post named for it, and nobody is written to about themselves.
    The caller opens the case and saves both.
    """
    if named_duty(case) is not None or is_complained_of(Actor.for_post(secretary), case):
        return None
    scope = (
        Scope.objects.filter(post=secretary).select_related("area", "compound__area").order_by("pk").first()
    )
    if scope is not None:
        _keep_near(case, scope)
    holder = (case.holder_org_id, case.holder_post_id)
    hold(case, None, secretary.pk)
    case.holder_org_id, case.holder_post_id = holder
    clock = timing.start(Link.INSTRUCTION, INSTRUCTS_WITHIN)
    clock.organisation_id, clock.post_id = None, secretary.pk
    return Instruction(
        case=case,
        rank=scope.area.rank if scope is not None and scope.area is not None else 0,
        by_post=secretary,
        addressed_at=timing.now,
        answer_by=clock.due_at,
    )


def _keep_near(case: Case, scope: Scope) -> None:
    """A matter without a place waits on the ground of the secretary who was written to."""
    if case.area_id is not None:
        return
    if scope.compound is not None:
        case.compound_id = case.compound_id or scope.compound.pk
    ground = scope.area or (scope.compound.area if scope.compound else None)
    if ground is not None:
        case.take_lineage(ground)
