"""Publicity and service weeks at the desk: planned, held with counts and photos, published."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from mulin.campaigns.access import OUTREACH_DUTIES, holds, outreach_for, visible_outreach
from mulin.campaigns.actions.hold_outreach import hold, publish, withdraw
from mulin.campaigns.actions.plan_outreach import Plan, cancel_outreach, change_outreach, plan_outreach
from mulin.campaigns.kinds import Count, OutreachState
from mulin.campaigns.models import Outreach, Tally
from mulin.files.actions.check_public import check_public
from mulin.files.actions.store import prepare_photo, store_photo
from mulin.files.queries import photos_of
from mulin.lib import clock
from mulin.lib.errors import BadInput, NotFound
from mulin.lib.ids import known_id, uuid7
from mulin.lib.paging import page as page_of
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.people.models import Organisation, Post
from mulin.surfaces.desk.campaign_forms import OutcomeForm, OutreachForm, days_ahead
from mulin.surfaces.desk.grounds import areas_below, organisations_near
from mulin.ui.cases.tale import pictures
from mulin.ui.forms import add_refusal
from mulin.ui.http import actor_of, done, onward, page

TONES = {"planned": "wait", "held": "done", "cancelled": "off"}
MOST_PHOTOS = 9


@login_required
def weeks(request: HttpRequest) -> HttpResponse:
    """All of the reader's ground, newest first."""
    actor = actor_of(request)
    if not any(actor.may(duty) for duty in OUTREACH_DUTIES):
        raise NotFound
    found = visible_outreach(actor).select_related("area")
    shown = page_of(found, request.GET.get("cursor"), 25, ("-begins", "-id"))
    sums = _sums([one.pk for one in shown.items])
    context = {
        "page": shown,
        "rows": [(one, TONES[one.state], sums.get(one.pk, {})) for one in shown.items],
        "may_plan": actor.may(Duty.OUTREACH_HOLD),
    }
    return page(request, "desk/weeks.html", context)


def _sums(ids: list[UUID]) -> dict[UUID, dict[str, int]]:
    found: dict[UUID, dict[str, int]] = {}
    for row in Tally.objects.filter(outreach__in=ids):
        sums = found.setdefault(row.outreach_id, {})
        sums[row.count] = sums.get(row.count, 0) + row.number
    return found


class Week(LoginRequiredMixin, View):
    """One week: the plan, what it brought, photos; its verbs are posted here."""

    def get(self, request: HttpRequest, outreach_id: UUID) -> HttpResponse:
        actor = actor_of(request)
        return self._shown(request, outreach_for(actor, outreach_id), actor)

    def _shown(
        self, request: HttpRequest, outreach: Outreach, actor: Actor, form: OutcomeForm | None = None
    ) -> HttpResponse:
        tallies = list(outreach.tallies.order_by("pk"))
        context = {
            "outreach": outreach,
            "tone": TONES[outreach.state],
            "counts": [(one.label, [t for t in tallies if t.count == one]) for one in Count],
            "partakers": outreach.partakers.select_related("organisation", "post"),
            "photos": pictures(photos_of("outreach", outreach.pk)),
            "may": holds(actor, outreach) and outreach.state != OutreachState.CANCELLED,
            "begun": outreach.begins <= clock.today(),
            "form": form or OutcomeForm(initial=_initial(outreach, tallies)),
            "labels": dict(Count.choices),
        }
        return page(request, "desk/week.html", context, status=400 if form else 200)

    def post(self, request: HttpRequest, outreach_id: UUID) -> HttpResponse:
        actor = actor_of(request)
        found = outreach_for(actor, outreach_id)
        form = OutcomeForm(request.POST)
        if not form.is_valid():
            return self._shown(request, found, actor, form)
        photos = [prepare_photo(upload) for upload in request.FILES.getlist("photos")[:MOST_PHOTOS]]
        try:
            with transaction.atomic():
                hold(found, lines=form.lines(), summary=form.cleaned_data["summary"], by=actor)
                for photo in photos:
                    store_photo(photo, owner_kind="outreach", owner_id=found.pk, stage="reference", by=actor)
        except BadInput as refusal:
            add_refusal(form, refusal)
            return self._shown(request, found, actor, form)
        done(request, _("Noted."))
        return onward(request, f"/desk/weeks/{found.pk}/")


def _initial(outreach: Outreach, tallies: list[Tally]) -> dict[str, Any]:
    initial: dict[str, Any] = {"summary": outreach.summary}
    for count in Count:
        for number, row in enumerate([one for one in tallies if one.count == count]):
            initial |= {f"{count}_what_{number}": row.what, f"{count}_number_{number}": row.number}
    return initial


class PlanWeek(LoginRequiredMixin, View):
    """A new plan, or another for a week that is there already."""

    def get(self, request: HttpRequest, outreach_id: UUID | None = None) -> HttpResponse:
        actor = _planner(request)
        return self._shown(request, actor, _found(actor, outreach_id))

    def post(self, request: HttpRequest, outreach_id: UUID | None = None) -> HttpResponse:
        actor = _planner(request)
        found = _found(actor, outreach_id)
        form = _form(actor, found, request.POST)
        if form.is_valid():
            try:
                made = self._kept(request, form.cleaned_data, actor, found)
            except BadInput as refusal:
                add_refusal(form, refusal)
            else:
                done(request, _("The plan is kept."))
                return onward(request, f"/desk/weeks/{made.pk}/")
        return self._shown(request, actor, found, form)

    def _kept(
        self, request: HttpRequest, given: dict[str, Any], actor: Actor, found: Outreach | None
    ) -> Outreach:
        partakers = given["partakers"]
        organisations = [one[1:] for one in partakers if one.startswith("o")]
        posts = [one[1:] for one in partakers if one.startswith("p")]
        plan = Plan(
            **{name: given[name] for name in ("kind", "theme", "title", "begins", "ends", "places", "about")},
            organisations=list(Organisation.objects.filter(pk__in=organisations)),
            posts=list(Post.objects.filter(pk__in=posts)),
        )
        if found is not None:
            return change_outreach(found, plan, by=actor)
        areas = {str(one.pk): one for one in areas_below(actor, Duty.OUTREACH_HOLD)}
        number = known_id(request.POST.get("id", ""))
        return plan_outreach(plan, area=areas[given["area"]], id=number, by=actor)

    def _shown(
        self, request: HttpRequest, actor: Actor, found: Outreach | None, form: OutreachForm | None = None
    ) -> HttpResponse:
        context = {
            "outreach": found,
            "form": form or _form(actor, found),
            "id": request.POST.get("id") or uuid7(),
        }
        return page(request, "desk/week_plan.html", context, status=400 if form else 200)


def _form(actor: Actor, found: Outreach | None, data: Any = None) -> OutreachForm:
    names = ("kind", "theme", "title", "begins", "ends", "places", "about")
    initial: dict[str, Any] = {name: getattr(found, name) for name in names} if found else days_ahead()
    organisations = [(f"o{one.pk}", one.name) for one in organisations_near(actor, Duty.OUTREACH_HOLD)]
    if found:
        there = found.partakers.values_list("organisation_id", "post_id")
        initial["partakers"] = [f"o{o}" if o else f"p{p}" for o, p in there]
    form = OutreachForm(data, initial=initial)
    own = [(f"p{post.post_id}", post.name) for post in actor.posts_with(Duty.OUTREACH_HOLD)]
    form.fields["partakers"].choices = [*own, *organisations]  # type: ignore[attr-defined] # a ChoiceField
    areas = [found.area] if found else areas_below(actor, Duty.OUTREACH_HOLD)
    form.fields["area"].choices = [(str(one.pk), one.name) for one in areas]  # type: ignore[attr-defined] # a ChoiceField
    return form


VERBS: dict[str, tuple[Callable[..., Outreach], str | Promise]] = {
    "publish": (publish, gettext_lazy("Residents can read it now.")),
    "withdraw": (withdraw, gettext_lazy("Residents no longer read it.")),
    "cancel": (cancel_outreach, gettext_lazy("Called off.")),
}


class WeekVerb(LoginRequiredMixin, View):
    """Published, withdrawn or called off."""

    def post(self, request: HttpRequest, outreach_id: UUID, verb: str) -> HttpResponse:
        actor = actor_of(request)
        found = outreach_for(actor, outreach_id)
        if verb not in VERBS:
            raise NotFound
        act, words = VERBS[verb]
        act(found, by=actor)
        done(request, words)
        return onward(request, f"/desk/weeks/{found.pk}/")


class WeekPhoto(LoginRequiredMixin, View):
    """Whether one photo may stand on the public page: no face, no plate."""

    def post(self, request: HttpRequest, outreach_id: UUID, photo_id: UUID) -> HttpResponse:
        actor = actor_of(request)
        found = outreach_for(actor, outreach_id)
        photo = photos_of("outreach", found.pk).filter(pk=photo_id).first()
        if photo is None or not holds(actor, found):
            raise NotFound
        fit = request.POST.get("fit") == "yes"
        check_public(photo, is_clean=fit, by=actor)
        done(request, _("Shown on the public page.") if fit else _("Not shown on the public page."))
        return onward(request, f"/desk/weeks/{found.pk}/")


def _planner(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not actor.may(Duty.OUTREACH_HOLD):
        raise NotFound
    return actor


def _found(actor: Actor, outreach_id: UUID | None) -> Outreach | None:
    if outreach_id is None:
        return None
    found = outreach_for(actor, outreach_id)
    if not holds(actor, found) or found.state == OutreachState.CANCELLED:
        raise NotFound
    return found
