"""My ground on a map: its outlines, and what is open there."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from mulin.cases.access import visible_to
from mulin.cases.kinds import OPEN
from mulin.cases.models import Case
from mulin.catalogue.kinds import Secrecy
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.places.kinds import Rank
from mulin.places.models import Area
from mulin.places.rules import LINEAGE
from mulin.surfaces.field.outlines import drawn
from mulin.surfaces.field.reach import guard, own_ground
from mulin.ui.http import actor_of, page

MOST_POINTS, MOST_LISTED = 500, 60


@login_required
def ground(request: HttpRequest) -> HttpResponse:
    """Outlines of the areas the actor's posts name, open cases as points; a list tells the same."""
    actor = actor_of(request)
    guard(actor)
    areas = own_ground(actor)
    cases = open_on(areas, actor)
    context = {
        "areas": areas,
        "shapes": drawn(areas),
        "points": [_point(case) for case in cases],
        "listed": cases[:MOST_LISTED],
        "count": len(cases),
        "full": len(cases) == MOST_POINTS,
        "late": sum(_is_late(case) for case in cases),
    }
    return page(request, "field/map.html", context)


def open_on(areas: list[Area], actor: Actor) -> list[Case]:
    """The newest with a point, on this ground; what is confidential is on no map."""
    if not areas:
        return []
    here = Q()
    for area in areas:
        here |= Q(**{LINEAGE[Rank(area.rank)]: area.pk})
    found = visible_to(actor).filter(here, state__in=sorted(OPEN), lng__isnull=False, lat__isnull=False)
    found = found.exclude(secrecy=Secrecy.CONFIDENTIAL)
    columns = ("id", "title", "lng", "lat", "address", "next_due", "state")
    return list(found.only(*columns).order_by("-id")[:MOST_POINTS])


def _point(case: Case) -> dict[str, Any]:
    return {
        "lng": case.lng,
        "lat": case.lat,
        "label": case.title,
        "url": f"/field/cases/{case.pk}/",
        "tone": "late" if _is_late(case) else "wait",
    }


def _is_late(case: Case) -> bool:
    return case.next_due is not None and case.next_due < clock.now()
