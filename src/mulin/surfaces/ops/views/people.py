"""People: found by what they are known by, registered, and openings that wait for approval."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from mulin.lib.errors import BadInput, Conflict, NotFound
from mulin.lib.ids import known_number
from mulin.people.access import Actor, person_for
from mulin.people.actions.approve_unmask import approve_unmask
from mulin.people.actions.decline_unmask import decline_unmask
from mulin.people.actions.register_person import register_person
from mulin.people.kinds import Duty, PersonField
from mulin.people.models import Post, UnmaskGrant
from mulin.people.queries import MaskedPerson, duplicates_of, openings_asked, persons_seen
from mulin.surfaces.ops.person_forms import NewPersonForm
from mulin.surfaces.ops.views.gate import held, needs
from mulin.surfaces.ops.views.given import area_wanted, row_of
from mulin.ui.filters import TEXT, Filter, FilterBar
from mulin.ui.forms import add_refusal
from mulin.ui.http import done, onward, page

PAGE = 50


@method_decorator([never_cache, login_required], name="dispatch")
class People(View):
    """Masked, page by page; names and numbers are sought by POST, so that no address holds them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        actor = held(request, Duty.PERSON_SEE)
        after = request.GET.get("after", "")
        bar = FilterBar([Filter("area", _("Code of the area"), TEXT)], request.GET)
        area = area_wanted(bar.values["area"])
        found = persons_seen(actor, area=area, after=known_number(after) or 0, limit=PAGE)
        return self._shown(request, actor, found, bar=bar)

    def post(self, request: HttpRequest) -> HttpResponse:
        actor = held(request, Duty.PERSON_SEE)
        words = request.POST.get("words", "").strip()[:60]
        found = persons_seen(actor, words=words, limit=PAGE) if words else []
        return self._shown(request, actor, found, sought=True)

    def _shown(
        self, request: HttpRequest, actor: Actor, rows: list[MaskedPerson], **more: Any
    ) -> HttpResponse:
        context = {
            "rows": rows,
            "more": rows[-1].id if len(rows) == PAGE and "bar" in more else 0,
            "openings": len(openings_asked(actor)),
            "registers": actor.may(Duty.PERSON_EDIT) or actor.may(Duty.POST_MANAGE),
            **more,
        }
        return page(request, "ops/people.html", context)


@method_decorator([never_cache, login_required], name="dispatch")
class NewPerson(View):
    """Whoever is alike is offered first; two persons are never made one here."""

    def get(self, request: HttpRequest) -> HttpResponse:
        self._held(request)
        return page(request, "ops/new_person.html", {"form": NewPersonForm()})

    def post(self, request: HttpRequest) -> HttpResponse:
        actor, form, alike = self._held(request), NewPersonForm(request.POST), []
        if form.is_valid():
            given = {name: form.cleaned_data[name] for name in PersonField.values}
            try:
                alike = duplicates_of(given)
                if not alike or form.cleaned_data["apart"]:
                    made = register_person(**given, by=actor)
                    done(request, _("Registered."))
                    return onward(request, f"/ops/people/{made.pk}/")
            except (BadInput, Conflict) as refusal:
                add_refusal(form, refusal)
        context = {"form": form, "alike": alike}
        return page(request, "ops/new_person.html", context, status=400)

    def _held(self, request: HttpRequest) -> Actor:
        try:
            return held(request, Duty.PERSON_EDIT)
        except NotFound:
            return held(request, Duty.POST_MANAGE)


@needs(Duty.PERSON_UNMASK)
def openings(request: HttpRequest) -> HttpResponse:
    """What others ask to open of children's data."""
    return page(request, "ops/openings.html", {"rows": openings_asked(held(request, Duty.PERSON_UNMASK))})


@needs(Duty.PERSON_UNMASK)
@require_POST
def approve(request: HttpRequest, person_id: int) -> HttpResponse:
    """One opening by one post, for a day."""
    actor = held(request, Duty.PERSON_UNMASK)
    person = person_for(actor, person_id, Duty.PERSON_UNMASK)
    post = row_of(Post.objects.all(), known_number(request.POST.get("post", "")))
    approve_unmask(person, post=post, by=actor)
    done(request, _("Approved for one opening within a day."))
    return onward(request, "/ops/people/openings/")


@needs(Duty.PERSON_UNMASK)
@require_POST
def decline(request: HttpRequest, grant_id: int) -> HttpResponse:
    """No to what a post asked for."""
    actor = held(request, Duty.PERSON_UNMASK)
    decline_unmask(row_of(UnmaskGrant.objects.select_related("person", "post"), grant_id), by=actor)
    done(request, _("Declined; whoever asked is told."))
    return onward(request, "/ops/people/openings/")
