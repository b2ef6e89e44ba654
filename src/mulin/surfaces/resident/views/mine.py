"""My matters: what I reported, what was reported for me, what I follow."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mulin.cases.access import is_reporter
from mulin.cases.models import Case
from mulin.cases.queries import followed
from mulin.cases.queries import mine as mine_of
from mulin.lib.paging import page as page_of
from mulin.surfaces.resident.persons import kept_keys, person_actor
from mulin.surfaces.resident.shown import own_rows, public_rows
from mulin.ui.http import page

FOLLOWED = 50


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Newest first; without a login those whose keys this phone keeps."""
    actor = person_actor(request)
    keys = kept_keys(request)
    nameless = [
        case
        for case in Case.objects.filter(pk__in=list(keys), reporter=None)
        .select_related("kind", "area")
        .order_by("-id")
        if is_reporter(actor, case, keys[case.pk])
    ]
    context = {"nameless": own_rows(nameless, keys), "logged_in": actor.person_id is not None}
    if actor.person_id is not None:
        found = page_of(
            mine_of(actor).select_related("kind", "area"), request.GET.get("cursor"), 20, ("-id",)
        )
        context |= {
            "page": found,
            "rows": own_rows(found.items),
            "followed": public_rows(followed(actor).select_related("kind", "area")[:FOLLOWED]),
        }
    return page(request, "resident/mine.html", context)
