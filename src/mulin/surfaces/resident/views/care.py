"""My care: what I agreed to, whether my home is watched, who may see it, what comes home."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from mulin.care.access import own_entries, own_entry_for
from mulin.care.actions.announce_absence import announce_absence, take_back_absence
from mulin.care.actions.say_visit import complain, confirm_visit
from mulin.care.models import Delivery, Entry
from mulin.care.queries.lists import standing
from mulin.care.queries.nearest import seers
from mulin.lib.errors import BadInput, NotFound
from mulin.people.access import Actor, consent_of
from mulin.people.actions.withdraw_consent import withdraw_consent
from mulin.people.kinds import Purpose
from mulin.surfaces.resident.persons import current_person
from mulin.ui.http import done, onward, page

MOST_VISITS = 12
PURPOSES = (Purpose.CARE, Purpose.METER)


class BackOn(forms.Form):
    """The day one is back."""

    back_on = forms.DateField()


@never_cache
@login_required
def care(request: HttpRequest) -> HttpResponse:
    """Nothing here for who is on no list: the page says so, and how one comes onto it."""
    _person, actor = current_person(request)
    entries = own_entries(actor).select_related("person", "household").order_by("pk")
    shown = [_shown(entry, actor) for entry in entries]
    return page(request, "resident/care.html", {"entries": shown})


def _shown(entry: Entry, actor: Actor) -> dict[str, Any]:
    visits = Delivery.objects.filter(plan__entry=entry).select_related("plan__provider")
    return {
        "entry": entry,
        "own": entry.person_id == actor.person_id,
        "name": entry.person.name,
        "consents": [one for one in (consent_of(entry.person, purpose) for purpose in PURPOSES) if one],
        "seers": seers(entry),
        "standing": standing(entry),
        "plans": entry.plans.filter(ended_at=None).select_related("provider"),
        "visits": visits.order_by("-due_on")[:MOST_VISITS],
    }


@require_POST
@login_required
def absence(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Away until a day, or back before it."""
    _person, actor = current_person(request)
    entry = own_entry_for(actor, entry_id)
    if request.POST.get("back") == "1":
        take_back_absence(entry, by=actor)
        done(request, _("Welcome back: the watch goes on."))
        return onward(request, "/me/care/")
    form = BackOn(request.POST)
    if not form.is_valid():
        raise BadInput(fields={"back_on": _("Choose the day you are back.")})
    announce_absence(entry, back_on=form.cleaned_data["back_on"], by=actor)
    done(request, _("Noted: nobody comes because of a quiet meter until then."))
    return onward(request, "/me/care/")


@require_POST
@login_required
def withdraw(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Taken back at once, with all that rested on it."""
    _person, actor = current_person(request)
    entry = own_entry_for(actor, entry_id)
    purpose = request.POST.get("purpose", "")
    if purpose not in PURPOSES:
        raise NotFound
    withdraw_consent(entry.person, purpose=purpose, by=actor)
    done(request, _("Taken back; what rested on it has been erased."))
    return onward(request, "/me/care/")


@require_POST
@login_required
def visit(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """It came, or one tap complains."""
    _person, actor = current_person(request)
    delivery = Delivery.objects.filter(pk=delivery_id, plan__entry__in=own_entries(actor)).first()
    if delivery is None:
        raise NotFound
    if request.POST.get("complain") == "1":
        complain(delivery, by=actor)
        done(request, _("Your complaint is on its way; you see it under your matters."))
    else:
        confirm_visit(delivery, by=actor)
        done(request, _("Thank you, noted."))
    return onward(request, "/me/care/")
