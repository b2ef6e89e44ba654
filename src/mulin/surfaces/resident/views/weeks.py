"""Publicity and service weeks that were published."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mulin.campaigns.access import published, published_for
from mulin.campaigns.kinds import Count, OutreachState
from mulin.files.queries import public_photos_of
from mulin.lib import clock
from mulin.lib.paging import page as page_of
from mulin.surfaces.resident.persons import community_of, home_of
from mulin.ui.cases.tale import pictures
from mulin.ui.http import actor_of, page


@require_safe
def weeks(request: HttpRequest) -> HttpResponse:
    """What comes and what was, in the reader's community and street."""
    community = community_of(request, home_of(actor_of(request)))
    found = published().select_related("area")
    if community is not None:
        near = found.filter(community_id=community.pk)
        found = near | found.filter(community_id=None, street_id=community.street_id)
    shown = page_of(found, request.GET.get("cursor"), 20, ("-begins", "-id"))
    context = {"page": shown, "today": clock.today(), "community": community}
    return page(request, "resident/weeks.html", context)


@require_safe
def week(request: HttpRequest, code: str) -> HttpResponse:
    """When, where, what there is; afterwards what it brought."""
    found = published_for(code)
    tallies = list(found.tallies.order_by("pk"))
    counts: list[tuple[Any, Any]] = [
        (one.label, [row for row in tallies if row.count == one]) for one in Count
    ]
    context = {
        "week": found,
        "held": found.state == OutreachState.HELD,
        "counts": counts,
        "partakers": found.partakers.select_related("organisation", "post"),
        "photos": pictures(public_photos_of("outreach", found.pk)),
    }
    return page(request, "resident/week.html", context)
