"""What is late, the queues it waits in, and the matters themselves with names and numbers masked."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from mulin.cases.models import Case
from mulin.cases.queries.lists import CaseFilter, filtered, rows
from mulin.catalogue.kinds import Secrecy
from mulin.insight.queries import area_counts, late_queues
from mulin.lib.masking import mask_text
from mulin.lib.paging import page as page_of
from mulin.people.models import Organisation
from mulin.places.queries import children
from mulin.surfaces.screen.where import where
from mulin.ui.http import page


@login_required
def late(request: HttpRequest) -> HttpResponse:
    """Past their next limit, the longest first; or all that is open here."""
    here = where(request)
    everything = request.GET.get("all") == "1"
    wanted = CaseFilter(area=here.area, late=not everything, ended=False)
    found = filtered(here.actor, wanted).exclude(secrecy=Secrecy.CONFIDENTIAL)
    order = ("-id",) if everything else ("next_due", "id")
    listed = page_of(rows(found), request.GET.get("cursor"), 25, order)
    queues, more = late_queues(here.area)
    below = list(children(here.area)[:400])
    counts = area_counts(here.area, below)
    context = here.context() | {
        "page": listed,
        "cases": _shown(listed.items),
        "everything": everything,
        "queues": queues,
        "more_queues": more,
        "longest": max((queue.late for queue in queues), default=0),
        "by_area": [counts[area.pk] for area in below if counts[area.pk].late],
    }
    return page(request, "screen/late.html", context)


def _shown(cases: list[Case]) -> list[dict[str, Any]]:
    held = Organisation.objects.in_bulk({case.holder_org_id for case in cases if case.holder_org_id})
    return [
        {
            "case": case,
            "title": mask_text(case.title),
            "address": mask_text(case.address),
            "holder": held[case.holder_org_id].name if case.holder_org_id in held else "",
        }
        for case in cases
    ]
