"""One matter as its reporter sees it, and what the reporter can do."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mulin.cases.access import case_by_key, case_for, is_public, is_reporter
from mulin.cases.commands import COMMANDS, offered, perform
from mulin.cases.kinds import Audience
from mulin.cases.models import Case
from mulin.cases.queries import timeline
from mulin.cases.queries.timeline import description
from mulin.cases.queries.work import addressed
from mulin.catalogue.kinds import Door
from mulin.files.models import Attachment
from mulin.files.queries import content, photos_of
from mulin.lib.errors import BadInput, NotFound
from mulin.people.access import Actor
from mulin.surfaces.resident.persons import keep_key, kept_keys, person_actor
from mulin.surfaces.resident.words import REPORTER_DONE, VERBS
from mulin.ui.cases.forms import sent, verb_form
from mulin.ui.cases.tale import pictures, tale, way
from mulin.ui.forms import add_refusal
from mulin.ui.http import done, onward, page


@method_decorator([never_cache, login_required], name="dispatch")
class Matter(View):
    """A matter I reported, or that was reported for me."""

    def get(self, request: HttpRequest, case_id: UUID) -> HttpResponse:
        actor = person_actor(request)
        return shown(request, own(actor, case_id), actor)

    def post(self, request: HttpRequest, case_id: UUID, verb: str) -> HttpResponse:
        actor = person_actor(request)
        return acted(request, own(actor, case_id), actor, verb)


@method_decorator(never_cache, name="dispatch")
class Keyed(View):
    """The same for who reported without a name and holds the key."""

    def get(self, request: HttpRequest, case_id: UUID, key: str) -> HttpResponse:
        answer = shown(request, case_by_key(case_id, key), Actor.resident(None), key)
        if case_id not in kept_keys(request):
            keep_key(request, answer, case_id, key)
        return answer

    def post(self, request: HttpRequest, case_id: UUID, key: str, verb: str) -> HttpResponse:
        return acted(request, case_by_key(case_id, key), Actor.resident(None), verb, key)


def own(actor: Actor, case_id: UUID) -> Case:
    """A case that the actor reported; what one sees by a post alone has its own pages."""
    case = case_for(actor, case_id)
    if not is_reporter(actor, case):
        raise NotFound
    return case


def home_of_case(case: Case, key: str) -> str:
    return f"/mine/{case.pk}/{key}/" if key else f"/mine/{case.pk}/"


def acted(request: HttpRequest, case: Case, actor: Actor, verb: str, key: str = "") -> HttpResponse:
    """Do the verb; what it refuses is shown beside its form."""
    if verb not in VERBS:
        raise NotFound
    command = COMMANDS[verb]
    try:
        perform(case, verb, actor, sent(command, request.POST), key=key)
    except BadInput as refusal:
        form = verb_form(command, case, actor, request.POST)
        add_refusal(form, refusal)
        return shown(request, case, actor, key, bound={verb: form}, status=400)
    done(request, REPORTER_DONE.get(verb) or _("Done."))
    return onward(request, home_of_case(case, key))


def shown(
    request: HttpRequest,
    case: Case,
    actor: Actor,
    key: str = "",
    bound: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Where it is, what happened, what I can do."""
    entries, home = timeline(case, Audience.REPORTER), home_of_case(case, key)
    context = {
        "case": case,
        "text": description(case),
        "way": way(case, entries),
        "tale": tale(entries, Audience.REPORTER),
        "photos": photos_for(case, key),
        "addressed": [row for row in addressed(case) if row.addressed_at]
        if case.door == Door.SECRETARY
        else [],
        "verbs": verbs_of(case, actor, key, home, bound or {}),
        "key_link": request.build_absolute_uri(home) if key else "",
        "new": bool(key) and request.GET.get("new") == "1",
        "is_public": is_public(case),
    }
    return page(request, "resident/matter.html", context, status=status)


def verbs_of(case: Case, actor: Actor, key: str, home: str, bound: dict[str, Any]) -> list[dict[str, Any]]:
    """The verbs open to the reporter now, in the order in which they matter."""
    open_now = offered(case, actor, key=key)
    return [
        {
            "name": name,
            "form": bound.get(name) or verb_form(open_now[name], case, actor),
            "is_open": name in bound,
            "url": f"{home}do/{name}/",
            **words,
        }
        for name, words in VERBS.items()
        if name in open_now and not (name == "rate" and case.satisfaction)
    ]


def photos_for(case: Case, key: str) -> list[dict[str, Any]]:
    """Photos with addresses that this reader can open."""
    found = list(photos_of("case", case.pk))
    drawn = pictures(found)
    if key:
        for one, photo in zip(drawn, found, strict=True):
            one["url"] = f"/mine/{case.pk}/{key}/photo/{photo.pk}/"
            one["thumb"] = f"{one['url']}?small=1"
    return drawn


@require_safe
def keyed_photo(request: HttpRequest, case_id: UUID, key: str, photo_id: UUID) -> FileResponse:
    """A photo of a matter reported without a name."""
    case = case_by_key(case_id, key)
    photo = Attachment.objects.filter(pk=photo_id, owner_kind="case", owner_id=str(case.pk)).first()
    if photo is None:
        raise NotFound
    answer = FileResponse(
        content(photo, thumbnail=bool(request.GET.get("small"))), content_type=photo.content_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, max-age=604800, immutable"
    return answer
