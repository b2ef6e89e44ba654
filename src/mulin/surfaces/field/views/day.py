"""My day: all of it in one list, on a map in walking order, and on paper."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulin.lib import clock
from mulin.lib.errors import BadInput, NotFound
from mulin.lib.ids import known_id, uuid7
from mulin.people.access import Actor
from mulin.rounds.actions.tick_own import tick_own
from mulin.rounds.rules.walking import walk
from mulin.surfaces.field.day import CALM, Line, lines
from mulin.surfaces.field.outlines import drawn
from mulin.surfaces.field.own import OwnForm, noted
from mulin.surfaces.field.reach import guard, own_ground
from mulin.ui.forms import add_refusal
from mulin.ui.http import actor_of, done, onward, page


@login_required
def day(request: HttpRequest) -> HttpResponse:
    """Danger first, then what is due soonest; or in the order to walk."""
    actor = actor_of(request)
    guard(actor)
    return _shown(request, actor, OwnForm(initial={"due_on": clock.today()}))


def _shown(request: HttpRequest, actor: Actor, form: OwnForm, status: int = 200) -> HttpResponse:
    found = lines(actor)
    order = "walk" if request.GET.get("order") == "walk" else "due"
    shown = walk(found, CALM) if order == "walk" else found
    numbered = list(enumerate(shown, 1))
    points = [_point(number, line) for number, line in numbered if line.lng is not None]
    context = {
        "rows": numbered,
        "order": order,
        "today": clock.today(),
        "late": sum(line.late for line in found),
        "points": points,
        "shapes": drawn(own_ground(actor)) if points else None,
        "form": form,
        "kept": bool(request.GET.get("copy")),
        "id": request.POST.get("id") or uuid7(),
    }
    return page(request, "field/day.html", context, status=status)


def _point(number: int, line: Line) -> dict[str, Any]:
    tone = "late" if line.late or line.danger < CALM else "wait"
    return {
        "lng": line.lng,
        "lat": line.lat,
        "label": f"{number}. {line.title}",
        "url": line.url,
        "tone": tone,
    }


@login_required
@require_POST
def note(request: HttpRequest) -> HttpResponse:
    """A line of one's own."""
    actor = actor_of(request)
    guard(actor)
    form = OwnForm(request.POST)
    try:
        noted(form, actor, id=known_id(request.POST.get("id", "")))
    except BadInput as refusal:
        if not form.errors:
            add_refusal(form, refusal)
        return _shown(request, actor, form, status=400)
    done(request, _("Noted."))
    return onward(request, "/field/day/")


@login_required
@require_POST
def tick(request: HttpRequest) -> HttpResponse:
    """A line of one's own is done."""
    actor = actor_of(request)
    guard(actor)
    entry = known_id(request.POST.get("entry", ""))
    if entry is None:
        raise NotFound
    tick_own(entry, by=actor)
    done(request, _("Done."))
    return onward(request, "/field/day/")
