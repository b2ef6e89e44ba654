"""The ground under a point: outlines and house names of its community, so that a map without tiles can be read."""

from math import isfinite
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from mulin.lib.errors import BadInput
from mulin.places.kinds import Rank
from mulin.places.models import Area, Building
from mulin.places.queries import locate, outlines

MOST_HOUSES = 600


@require_GET
@cache_control(public=True, max_age=3600)
def ground(request: HttpRequest) -> HttpResponse:
    """GET lng, lat (WGS-84): nothing here is about anybody, so nobody need log in."""
    lng, lat = _degrees(request, "lng"), _degrees(request, "lat")
    chain = locate(lng, lat).chain
    community = next((area for area in chain if area.rank == Rank.COMMUNITY), chain[-1] if chain else None)
    if community is None:
        return JsonResponse({"shapes": None, "houses": []})
    return JsonResponse({"shapes": _shapes(community), "houses": _houses(community)})


def _degrees(request: HttpRequest, name: str) -> float:
    try:
        value = float(request.GET.get(name, ""))
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        raise BadInput(fields={name: _("Please give degrees as a number, such as 121.473.")})
    return value


def _shapes(community: Area) -> dict[str, Any] | None:
    found = outlines(community)
    return found if found["features"] else None


def _houses(community: Area) -> list[dict[str, Any]]:
    here = Building.objects.filter(
        **{community.lineage_column: community.pk}, valid_to=None, lng__isnull=False, lat__isnull=False
    )
    return [
        {"lng": lng, "lat": lat, "name": name}
        for lng, lat, name in here.order_by("pk").values_list("lng", "lat", "name")[:MOST_HOUSES]
    ]
