"""What has been seen within so many days, on a map and as a table."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from mulin.lib import clock
from mulin.lib.errors import NotFound
from mulin.lib.ids import known_number
from mulin.people.access import Actor, within
from mulin.people.kinds import Duty
from mulin.places.kinds import Rank
from mulin.places.models import Area
from mulin.places.queries import outlines
from mulin.rounds.queries.coverage import LEAST_HOMES, Covered, SeenBuilding, covered, seen_buildings
from mulin.rounds.queries.visits import visit_counts
from mulin.surfaces.desk.views.rounds import overseer
from mulin.ui.http import page

DAYS = (7, 30, 90)
USUAL = 30
MOST_AREAS = 200


def coverage(request: HttpRequest) -> HttpResponse:
    """The reader's ground, or a part of it; each part in the colour of what is seen."""
    actor = overseer(request)
    area = _area(actor, request.GET.get("area", ""))
    days = known_number(request.GET.get("days", "")) or USUAL
    days = days if days in DAYS else USUAL
    parts = covered(area, days)
    buildings = seen_buildings(area) if area.rank >= Rank.COMMUNITY else []
    visits = visit_counts(_reach(actor), clock.today())
    context = {
        "area": area,
        "areas": _areas(actor),
        "days": days,
        "choices": DAYS,
        "parts": parts,
        "shapes": _shapes(area, parts),
        "points": [_point(one, days) for one in buildings],
        "unseen": [one for one in buildings if not _is_seen(one, days)][:50],
        "visits": visits if visits["all"] >= LEAST_HOMES else None,
    }
    return page(request, "desk/coverage.html", context)


def _areas(actor: Actor) -> list[Area]:
    found = Area.objects.filter(_reach(actor), valid_to=None, rank__lt=Rank.MICRO_GRID)
    return list(found.order_by("rank", "code")[:MOST_AREAS])


def _reach(actor: Actor) -> Q:
    return within(actor, Duty.ROUND_SEE) | within(actor, Duty.ROUND_PLAN)


def _area(actor: Actor, text: str) -> Area:
    """The one asked for, if it lies where the actor oversees rounds, else the first of those."""
    areas = Area.objects.filter(_reach(actor), valid_to=None).order_by("rank", "code")
    number = known_number(text)
    found = areas.filter(pk=number).first() if number is not None else areas.first()
    if found is None:
        raise NotFound
    return found


def _is_seen(one: SeenBuilding, days: int) -> bool:
    return one.seen_at is not None and one.seen_at >= clock.now() - timedelta(days=days)


def _point(one: SeenBuilding, days: int) -> dict[str, Any]:
    tone = "done" if _is_seen(one, days) else "late"
    return {"lng": one.building.lng, "lat": one.building.lat, "label": one.building.name, "tone": tone}


#: From which share of buildings not seen.
TONES = ((80, "most"), (50, "many"), (20, "some"), (1, "low"), (0, "none"))


def _shapes(area: Area, parts: list[Covered]) -> dict[str, Any]:
    """Outlines of the parts, the darker the more of their buildings nobody has seen; without any, as if all were."""
    shares = {part.area.name: part.buildings.percent for part in parts if part.buildings.all}
    drawn = outlines(area)
    for feature in drawn["features"]:
        facts = feature["properties"]
        share = shares.get(facts.get("name", ""))
        if share is not None:
            facts["tone"] = next(tone for least, tone in TONES if 100 - share >= least)
            facts["value"] = f"{share}%"
    return drawn
