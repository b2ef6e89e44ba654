"""Open matters by area on a map, the same as a table, and the run of days."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mulin.insight.kinds import Measure
from mulin.insight.queries import AreaCount, area_counts, day_series
from mulin.places.kinds import Rank
from mulin.places.queries import children, outlines
from mulin.surfaces.screen.where import Where, where
from mulin.ui.http import page

TONES = ("low", "some", "many", "most")
TREND = (Measure.REPORTED, Measure.CLOSED, Measure.OVERDUE)
COUNTED = (*TREND, Measure.CLOSED_LATE, Measure.RATED, Measure.SATISFIED, Measure.ON_THE_SPOT)
MOST_CHILDREN = 400


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """The first page: a dozen statements, none of them over cases that are not few."""
    here = where(request)
    below = list(children(here.area)[:MOST_CHILDREN])
    counts = area_counts(here.area, below)
    own = counts[here.area.pk]
    series = day_series(here.area.pk, here.since, here.until, COUNTED)
    sums = {measure: sum(values) for measure, values in series.items()}
    context = here.context() | {
        "own": own,
        "rows": [counts[area.pk] for area in below],
        "shapes": _shapes(here, counts),
        "sums": sums,
        "late_share": _percent(sums[Measure.CLOSED_LATE], sums[Measure.CLOSED]),
        "satisfied_share": _percent(sums[Measure.SATISFIED], sums[Measure.RATED]),
        "labels": _labels(here),
        "trend": [{"name": str(measure.label), "values": series[measure]} for measure in TREND],
    }
    return page(request, "screen/overview.html", context)


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "—"


def _labels(here: Where) -> list[str]:
    first = here.since.toordinal()
    days = (here.since.fromordinal(first + n) for n in range(here.days))
    return [f"{day.month}/{day.day}" for day in days]


def _shapes(here: Where, counts: dict[int, AreaCount]) -> dict[str, Any]:
    """The areas below, shaded by what is open in them; of the lowest area its own outline."""
    drawn = outlines(here.area)
    if not drawn["features"]:
        drawn = outlines(here.area, Rank(here.area.rank))
    drawn_ids = {feature["properties"]["id"] for feature in drawn["features"]}
    most = max((counts[pk].open or 0 for pk in drawn_ids if pk in counts), default=0)
    for feature in drawn["features"]:
        told = feature["properties"]
        count = counts.get(told["id"])
        told["value"] = _("fewer than 5") if count is None or count.hidden else count.open
        told["tone"] = _tone(count, most)
        if told["id"] != here.area.pk:
            told["url"] = f"/screen/?area={told['code']}&days={here.days}"
    return drawn


def _tone(count: AreaCount | None, most: int) -> str:
    if count is None or not count.open or not most:
        return "none"
    return TONES[min(count.open * len(TONES) // (most + 1), len(TONES) - 1)]
