"""A matter's public progress: no words of the reporter, no names, only photos that were checked."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mulin.cases.access import is_reporter, public_case
from mulin.cases.actions.follow import follow, unfollow
from mulin.cases.kinds import Audience
from mulin.cases.models import Follow
from mulin.cases.queries import timeline
from mulin.files.queries import public_photos_of
from mulin.lib.ids import known_id
from mulin.surfaces.resident.drafts import drop
from mulin.surfaces.resident.persons import person_actor
from mulin.surfaces.resident.shown import public_rows
from mulin.ui.cases.tale import pictures, tale, way
from mulin.ui.http import actor_of, done, onward, page


@require_safe
def progress(request: HttpRequest, code: str) -> HttpResponse:
    """Where it is, like a parcel."""
    case, actor = public_case(code), actor_of(request)
    entries = timeline(case, Audience.PUBLIC)
    follows = (
        actor.person_id is not None and Follow.objects.filter(case=case, person_id=actor.person_id).exists()
    )
    context = {
        "case": case,
        "row": public_rows([case])[0],
        "way": way(case, entries),
        "tale": tale(entries, Audience.PUBLIC),
        "photos": pictures(public_photos_of("case", case.pk)),
        "follows": follows,
        "is_mine": is_reporter(actor, case),
        "followers": Follow.objects.filter(case=case).count(),
    }
    return page(request, "resident/progress.html", context)


@require_POST
@login_required
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Follow; a draft of the same matter is let go of."""
    actor = person_actor(request)
    follow(public_case(code), by=actor)
    draft = known_id(request.POST.get("id", ""))
    if draft is not None:
        drop(draft, actor)
    done(request, _("You follow it now; we tell you each step."), undo=f"/c/{code}/unfollow/")
    return onward(request, f"/c/{code}/")


@require_POST
@login_required
def end(request: HttpRequest, code: str) -> HttpResponse:
    unfollow(public_case(code), by=person_actor(request))
    done(request, _("You no longer follow it."))
    return onward(request, f"/c/{code}/")
