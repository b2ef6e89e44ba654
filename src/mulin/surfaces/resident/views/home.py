"""Where residents begin."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mulin.cases.access import public_cases
from mulin.cases.kinds import OPEN
from mulin.cases.queries import mine
from mulin.surfaces.resident.persons import community_of, home_of
from mulin.surfaces.resident.shown import own_rows, public_rows
from mulin.surfaces.resident.views.report import is_rider
from mulin.ui.http import actor_of, page

NEAR, OWN = 6, 3


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Danger first; report, my matters, who serves me; then what happens near."""
    actor = actor_of(request)
    community = community_of(request, home_of(actor))
    near = public_cases().filter(community_id=community.pk) if community else None
    own = mine(actor).filter(state__in=sorted(OPEN)).select_related("kind", "area")[:OWN]
    context = {
        "community": community,
        "near": public_rows(near.select_related("kind", "area").order_by("-id")[:NEAR])
        if near is not None
        else [],
        "own": own_rows(own) if actor.person_id is not None else [],
        "is_rider": is_rider(actor),
    }
    return page(request, "resident/home.html", context)
