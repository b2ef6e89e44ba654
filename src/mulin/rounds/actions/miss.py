"""A round whose grace has passed counts as missed; it is told to the head, and nobody loses anything by it."""

from django.db import transaction

from mulin.lib import clock
from mulin.rounds.actions.make_due import CLOCKWORK
from mulin.rounds.kinds import State
from mulin.rounds.models import Occurrence
from mulin.trail.models import Event
from mulin.trail.record import build

AT_ONCE = 200


@transaction.atomic
def miss_due(at_once: int = AT_ONCE) -> int:
    """Take open rounds past their grace, passing over those somebody acts on; how many were missed."""
    now = clock.now()
    late = list(
        Occurrence.objects.select_for_update(skip_locked=True)
        .filter(state=State.OPEN, miss_at__lte=now)
        .order_by("miss_at")[:at_once]
    )
    for one in late:
        one.state, one.ended_at = State.MISSED, now
    Occurrence.objects.bulk_update(late, ["state", "ended_at"])
    Event.objects.bulk_create(
        build("round.missed", one, by=CLOCKWORK, fields={"plan": str(one.plan_id), "post": one.post_id})
        for one in late
    )
    return len(late)
