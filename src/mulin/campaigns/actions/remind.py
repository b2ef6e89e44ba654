"""The clockwork says on its day that an agreed step is due, and the day after that it is late."""

from django.db import transaction
from django.db.models import Q

from mulin.campaigns.kinds import OPEN, CampaignState, Told
from mulin.campaigns.models import Step
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.trail.models import Event
from mulin.trail.record import build

CLOCKWORK = Actor.system("clockwork")
AT_ONCE = 200


@transaction.atomic
def remind(at_once: int = AT_ONCE) -> int:
    """Take open steps not yet told of, passing over those somebody acts on; how many were told."""
    today = clock.today()
    untold = Q(by_on__lt=today) | Q(by_on=today, told="")
    steps = Step.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        untold,
        done_at=None,
        dropped_at=None,
        target__state__in=sorted(OPEN),
        target__campaign__state=CampaignState.RUNNING,
    )
    found = list(steps.exclude(told=Told.LATE).order_by("by_on", "pk")[:at_once])
    for step in found:
        step.told = Told.LATE if step.by_on < today else Told.DUE
    Step.objects.bulk_update(found, ["told"])
    Event.objects.bulk_create(build(f"step.{step.told}", step, by=CLOCKWORK) for step in found)
    return len(found)
