"""One verb over many cases; each row is reported."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulin.cases.access import visible_to
from mulin.cases.commands import perform
from mulin.lib.errors import BadInput, Refusal
from mulin.lib.ids import known_id
from mulin.ui.http import actor_of, page, safe_next

VERBS = frozenset({"file", "dispatch", "close", "urge"})
MOST = 100


@login_required
@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Each case in a transaction of its own: what can be done is done, what cannot says why."""
    verb, ids = request.POST.get("verb", ""), request.POST.getlist("ids")[:MOST]
    if verb not in VERBS:
        raise BadInput(fields={"verb": _("Choose what is to be done.")})
    actor = actor_of(request)
    outcome = []
    for case in visible_to(actor).filter(pk__in=[one for one in map(known_id, ids) if one]).order_by("-pk"):
        try:
            perform(case, verb, actor, {"conditions_met": "1"} if verb == "close" else {})
            outcome.append({"case": case, "ok": True, "words": _("done")})
        except Refusal as refusal:
            outcome.append({"case": case, "ok": False, "words": str(refusal.message)})
    context = {
        "outcome": outcome,
        "back": safe_next(request, "/desk/"),
        "good": sum(o["ok"] is True for o in outcome),
    }
    return page(request, "desk/bulk.html", context)
