"""Who is on watch where I work, now and next, and how to reach them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from mulin.lib import clock
from mulin.lib.masking import mask_name
from mulin.people.kinds import OrganisationKind, ShiftKind
from mulin.people.models import Organisation, Person
from mulin.people.queries import OnDuty, on_duty, responsible_chain
from mulin.places.models import Area
from mulin.surfaces.field.reach import guard, own_ground
from mulin.ui.http import actor_of, page

NEXT_WATCH, MOST_AREAS = timedelta(hours=12), 6
NEIGHBOURS = frozenset({"building_head", "volunteer", "part_time_worker"})
OFFICES = (
    OrganisationKind.COMMUNITY,
    OrganisationKind.STREET,
    OrganisationKind.PROPERTY,
    OrganisationKind.HOTLINE,
)


@login_required
def shift(request: HttpRequest) -> HttpResponse:
    """Day and night: the present watch, the one in twelve hours, who answers for the ground, the offices."""
    actor = actor_of(request)
    guard(actor)
    areas = own_ground(actor)[:MOST_AREAS]
    now = clock.now()
    context = {
        "now": _watches(areas, now),
        "next": _watches(areas, now + NEXT_WATCH),
        "next_at": now + NEXT_WATCH,
        "chain": [post for post in responsible_chain(areas[0]) if post.phone] if areas else [],
        "offices": _offices(areas),
    }
    return page(request, "field/shift.html", context)


def _watches(areas: Iterable[Area], at: datetime) -> list[dict[str, Any]]:
    found: dict[tuple[int, int], OnDuty] = {}
    for area in areas:
        for watch in on_duty(area, at):
            found.setdefault((watch.post_id, watch.person_id), watch)
    people = Person.objects.in_bulk({watch.person_id for watch in found.values()})
    offices = Organisation.objects.in_bulk({w.organisation_id for w in found.values() if w.organisation_id})
    lines = []
    for watch in found.values():
        office = offices.get(watch.organisation_id or 0)
        name = people[watch.person_id].name or ""
        lines.append(
            {
                "post": watch.name,
                "name": mask_name(name) if watch.role in NEIGHBOURS else name,
                "phone": watch.phone or (office.phone if office else ""),
                "office": office.name if office else "",
                "kind": ShiftKind(watch.kind).label,
                "until": watch.until,
            }
        )
    return lines


def _offices(areas: Iterable[Area]) -> list[Organisation]:
    """The relay: offices of my community and street, and firms that work there."""
    ids = {one for area in areas for one in (area.community_id, area.street_id) if one}
    found = Organisation.objects.filter(area_id__in=ids, kind__in=OFFICES, closed_on=None)
    return list(found.exclude(phone="").order_by("-area__rank", "kind", "name")[:20])
