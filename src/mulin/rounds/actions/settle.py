"""What a meeting asked for is decided."""

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.lib import clock
from mulin.lib.errors import BadInput, NotAllowed
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.rounds.access import reaches
from mulin.rounds.models import Decision
from mulin.trail.record import record


@transaction.atomic
def settle(decision: Decision, *, answer: str, by: Actor) -> Decision:
    """By the post that was to decide, or by who plans there; settled again it stays as it was."""
    row = Decision.objects.select_for_update().get(pk=decision.pk)
    own = any(post.post_id == row.post_id for post in by.posts)
    if not own and not reaches(by, Duty.ROUND_PLAN, row):
        raise NotAllowed
    if row.done_at is not None:
        return row
    if not answer.strip() or len(answer) > 500:
        raise BadInput(fields={"answer": _("Say what was decided.")})
    row.answer, row.done_at = answer.strip(), clock.now()
    row.save(update_fields=["answer", "done_at"])
    record("decision.settled", row, by=by, quiet=True)
    return row
