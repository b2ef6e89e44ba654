"""Where late matters wait: queues of organisations, never of people."""

from collections import Counter
from dataclasses import dataclass

from mulin.cases.kinds import OPEN
from mulin.cases.models import Case
from mulin.catalogue.kinds import Secrecy
from mulin.lib import clock
from mulin.people.models import Organisation
from mulin.places.kinds import Rank
from mulin.places.models import Area
from mulin.places.rules import LINEAGE

MOST = 5000


@dataclass(frozen=True)
class Queue:
    """Late matters that one organisation holds; None holds what nobody has taken yet."""

    organisation: Organisation | None
    late: int


def late_queues(area: Area, most: int = 20) -> tuple[list[Queue], bool]:
    """The longest first, over the longest late matters; whether there were more than were read."""
    found = Case.objects.filter(
        state__in=sorted(OPEN), next_due__lt=clock.now(), **{LINEAGE[Rank(area.rank)]: area.pk}
    ).exclude(secrecy=Secrecy.CONFIDENTIAL)
    held = list(found.order_by("next_due").values_list("holder_org_id", flat=True)[: MOST + 1])
    counts = Counter(held[:MOST]).most_common(most)
    organisations = Organisation.objects.in_bulk([pk for pk, _n in counts if pk])
    queues = [Queue(organisations.get(pk or 0), number) for pk, number in counts]
    return queues, len(held) > MOST
