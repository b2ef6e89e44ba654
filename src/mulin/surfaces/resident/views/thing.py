"""The code on a thing: whoever looks after it goes to its checklist, everybody else learns what it is and may report."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mulin.lib.errors import NotFound
from mulin.people.kinds import Duty
from mulin.things.access import visible_to
from mulin.things.queries import public_thing
from mulin.ui.http import actor_of, onward, page


@require_safe
def thing(request: HttpRequest, code: str) -> HttpResponse:
    """Nothing of its checks: only what hangs there anyway."""
    found = public_thing(code)
    if found is None:
        raise NotFound
    actor = actor_of(request)
    keeps = actor.may(Duty.ROUND_DO) or actor.may(Duty.THING_KEEP)
    if keeps and visible_to(actor).filter(pk=found.pk).exists():
        return onward(request, f"/field/things/{found.code}/?code={found.code}")
    return page(request, "resident/thing.html", {"thing": found})
