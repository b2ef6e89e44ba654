"""The first page of care: what is live, what is owed, and the register."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulin.care.access import visible_entries
from mulin.care.actions.call_check import call_check
from mulin.care.actions.raise_alert import address_of
from mulin.care.actions.say_visit import say_visit
from mulin.care.kinds import CallResult, Level, Visit, Why
from mulin.care.models import Alert, Check, Delivery, Entry
from mulin.care.queries import lists as asked
from mulin.lib import clock
from mulin.lib.errors import NotFound
from mulin.lib.masking import mask_name
from mulin.lib.paging import page as page_of
from mulin.rounds.models import Calling
from mulin.rounds.queries.visits import due_care_visits
from mulin.surfaces.care.gate import for_care
from mulin.ui.filters import CHOICE, Filter, FilterBar
from mulin.ui.http import actor_of, done, onward, page

MOST = 30
AHEAD = timedelta(days=7)


@for_care
def register(request: HttpRequest) -> HttpResponseBase:
    """Names are masked here; each entry that is opened leaves a look."""
    actor = actor_of(request)
    offered = [
        Filter("level", _("how often asked after"), CHOICE, Level.choices),
        Filter("why", _("why"), CHOICE, Why.choices),
    ]
    bar = FilterBar(offered, request.GET)
    found = asked.register(actor)
    if bar.values.get("level"):
        found = found.filter(level=bar.values["level"])
    if bar.values.get("why"):
        found = found.filter(whys__contains=[bar.values["why"]])
    shown = page_of(found, request.GET.get("cursor"), 25, ("review_on", "id"))
    context: dict[str, Any] = {
        "alerts": [_alert(one) for one in asked.live_alerts(actor)[:MOST]],
        "calls": [{"check": one, "name": _name(one.watch.entry)} for one in asked.owed_calls(actor)[:MOST]],
        "follow": [_alert(one) for one in asked.to_follow(actor)[:MOST]],
        "callings": [_calling(one) for one in due_care_visits(actor, clock.today() + AHEAD)[:MOST]],
        "visits": [{"row": one, "name": _name(one.plan.entry)} for one in asked.visits(actor)[:MOST]],
        "results": CallResult.choices,
        "said": [(one.value, one.label) for one in Visit if one != Visit.DUE],
        "page": shown,
        "entries": [_row(one) for one in shown.items],
        "bar": bar,
    }
    return page(request, "care/register.html", context)


def _name(entry: Entry) -> str:
    return mask_name(entry.person.name or "")


def _alert(alert: Alert) -> dict[str, Any]:
    return {"alert": alert, "name": _name(alert.entry), "kind": alert.get_kind_display()}


def _calling(row: Calling) -> dict[str, Any]:
    name = mask_name(row.person.name or "") if row.person else ""
    return {
        "row": row,
        "name": name,
        "home": address_of(row.household),
    }


def _row(entry: Entry) -> dict[str, Any]:
    entrance = entry.household.entrance
    return {
        "entry": entry,
        "name": _name(entry),
        "whys": "、".join(str(Why(why).label) for why in entry.whys),
        "home": f"{entrance.building.name} {entrance.name}",
        "overdue": entry.review_on < clock.today(),
    }


@for_care
@require_POST
def call(request: HttpRequest, check_id: int) -> HttpResponse:
    """What came of the call that was owed."""
    actor = actor_of(request)
    check = Check.objects.filter(pk=check_id, watch__entry__in=visible_entries(actor)).first()
    if check is None:
        raise NotFound
    call_check(check, result=request.POST.get("result", ""), by=actor)
    done(request, _("Noted."))
    return onward(request, "/care/")


@for_care
@require_POST
def visit(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """Whether a service came."""
    actor = actor_of(request)
    delivery = Delivery.objects.filter(pk=delivery_id, plan__entry__in=visible_entries(actor)).first()
    if delivery is None:
        raise NotFound
    say_visit(delivery, visit=request.POST.get("visit", ""), by=actor)
    done(request, _("Noted."))
    return onward(request, "/care/")
