"""Which kinds of matter come up most."""

from datetime import date

from django.db.models import Sum

from mulin.insight.kinds import Measure
from mulin.insight.models import DayTally

#: A matter gets its kind when it is filed or solved at once; before, it is a guess.
NAMING = (Measure.FILED, Measure.ON_THE_SPOT)


def top_kinds(area_id: int, since: date, until: date, most: int) -> list[tuple[int, int]]:
    """(kind id, how often), the most frequent first, in an area and below."""
    rows = (
        DayTally.objects.filter(area_id=area_id, day__range=(since, until), measure__in=NAMING, kind_id__gt=0)
        .order_by()
        .values_list("kind_id")
        .annotate(n=Sum("count"))
        .order_by("-n", "kind_id")
    )
    return [(kind_id, number) for kind_id, number in rows[:most]]
