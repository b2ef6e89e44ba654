"""One organisation: founded, changed, closed."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import View

from mulin.people.access import Actor, visible_organisations
from mulin.people.actions.change_organisation import change_organisation
from mulin.people.actions.close_organisation import close_organisation
from mulin.people.actions.create_organisation import create_organisation
from mulin.people.imports.lookups import organisation_of
from mulin.people.kinds import Duty
from mulin.people.models import Organisation
from mulin.people.queries import posts_seen
from mulin.surfaces.ops.post_forms import NewOrganisationForm, OrganisationForm
from mulin.surfaces.ops.views.gate import held
from mulin.surfaces.ops.views.given import area_wanted, row_of
from mulin.ui.forms import carried_out
from mulin.ui.http import done, onward, page

OWN = ("name", "kind", "phone", "address", "credit_code")


def _given(values: dict[str, Any]) -> dict[str, Any]:
    """The form's values, codes of places and organisations looked up."""
    return {
        **values,
        "area": area_wanted(values["area"]),
        "parent": organisation_of(values["parent"], "parent") if values["parent"] else None,
    }


class NewOrganisation(LoginRequiredMixin, View):
    """An organisation on the tree."""

    def get(self, request: HttpRequest) -> HttpResponse:
        held(request, Duty.POST_MANAGE)
        return page(request, "ops/new_organisation.html", {"form": NewOrganisationForm()})

    def post(self, request: HttpRequest) -> HttpResponse:
        actor, form = held(request, Duty.POST_MANAGE), NewOrganisationForm(request.POST)
        made = carried_out(form, lambda given: create_organisation(**_given(given), by=actor))
        if made is not None:
            done(request, _("The organisation is there; now give it posts."))
            return onward(request, f"/ops/organisations/{made.pk}/")
        return page(request, "ops/new_organisation.html", {"form": form}, status=400)


class OrganisationPage(LoginRequiredMixin, View):
    """What is known of it, its posts, and its end."""

    def get(self, request: HttpRequest, organisation_id: int) -> HttpResponse:
        actor = held(request, Duty.POST_MANAGE)
        found = self._organisation(actor, organisation_id)
        kept = {name: getattr(found, name) for name in OWN}
        codes = {
            "area": found.area.code if found.area else "",
            "parent": found.parent.code if found.parent else "",
        }
        return self._shown(request, actor, found, OrganisationForm(initial=kept | codes))

    def post(self, request: HttpRequest, organisation_id: int) -> HttpResponse:
        actor = held(request, Duty.POST_MANAGE)
        found, form = self._organisation(actor, organisation_id), OrganisationForm(request.POST)
        if request.POST.get("verb") == "close":
            close_organisation(found, by=actor)
            done(request, _("The organisation is closed."))
            return onward(request, "/ops/organisations/")
        kept = carried_out(form, lambda given: change_organisation(found, **_given(given), by=actor))
        if kept is not None:
            done(request, _("Done."))
            return onward(request, f"/ops/organisations/{found.pk}/")
        return self._shown(request, actor, found, form, 400)

    def _organisation(self, actor: Actor, organisation_id: int) -> Organisation:
        seen = visible_organisations(actor).select_related("area", "parent")
        return row_of(seen, organisation_id)

    def _shown(
        self,
        request: HttpRequest,
        actor: Actor,
        found: Organisation,
        form: OrganisationForm,
        status: int = 200,
    ) -> HttpResponse:
        context = {"one": found, "form": form, "posts": posts_seen(actor, organisation=found, limit=100)}
        return page(request, "ops/organisation.html", context, status=status)
