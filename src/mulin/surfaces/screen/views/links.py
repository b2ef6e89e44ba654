"""How long each link takes, and how high matters rise before they are settled."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mulin.insight.queries import link_times, settled_by_rank
from mulin.insight.queries.links import MOST
from mulin.places.kinds import Rank
from mulin.surfaces.screen.where import where
from mulin.ui.http import page

HOUR = timedelta(hours=1)
#: Lowest first, as the ladder is climbed; 0 is what never left its place.
RUNGS = (0, Rank.MICRO_GRID, Rank.GRID, Rank.COMMUNITY, Rank.STREET, Rank.DISTRICT, Rank.CITY, Rank.PROVINCE)


@login_required
def links(request: HttpRequest) -> HttpResponse:
    """Median and ninetieth percentile of each link; the share settled at each rank."""
    here = where(request)
    times = link_times(here.area, here.since_moment)
    settled = settled_by_rank(here.area, here.since_moment)
    total = sum(settled.values())
    context = here.context() | {
        "times": [
            {
                "link": one.link.label,
                "count": one.count,
                "full": one.count == MOST,
                "median": _hours(one.median),
                "p90": _hours(one.p90),
                "overran": f"{one.overran:.0%}",
            }
            for one in times
        ],
        "labels": [str(one.link.label) for one in times],
        "series": [
            {"name": _("half are done within"), "values": [_hours(one.median) for one in times]},
            {"name": _("nine of ten are done within"), "values": [_hours(one.p90) for one in times]},
        ],
        "settled": [
            {"rank": _rung(rank), "count": settled[rank], "share": f"{settled[rank] / total:.0%}"}
            for rank in RUNGS
            if settled.get(rank)
        ],
        "total": total,
        "most": MOST,
    }
    return page(request, "screen/links.html", context)


def _hours(length: timedelta) -> float:
    return round(length / HOUR, 1)


def _rung(rank: int) -> str:
    return str(Rank(rank).label) if rank else _("never rose")
