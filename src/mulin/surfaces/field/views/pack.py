"""The reading copy for a phone, and what the browser needs to install the field."""

import json
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST

from mulin.devices.actions.meet import meet
from mulin.devices.queries import device_by, undecided
from mulin.lib import clock, envelope
from mulin.lib.ids import known_id
from mulin.people.kinds import Duty
from mulin.surfaces.field.pack import ANY, packed
from mulin.surfaces.field.reach import guard
from mulin.ui.http import actor_of, page
from mulin.ui.offline import build


# Reads only; answered to whoever shows the session, like any page.
@csrf_exempt
@require_POST
@gzip_page
def pack(request: HttpRequest) -> HttpResponse:
    """What the phone still lacks of its copy; a blocked phone is told to delete what it has."""
    told = _told(request)
    phone = device_by(known_id(str(told.get("device") or "")), str(told.get("secret") or ""))
    if phone is not None and phone.revoked_at is not None:
        meet(phone, wiped=bool(told.get("wiped")))
        return JsonResponse({"device": "revoked"})
    if not request.user.is_authenticated:
        return JsonResponse({"login": True}, status=401)
    actor = actor_of(request)
    guard(actor)
    if phone is None or phone.account_id != actor.account_id:
        return JsonResponse({"device": "unknown"})
    meet(phone, session_key=request.session.session_key or "")
    key_id, point = envelope.current_key()
    reads = told.get("reads") is not False
    lacking = packed(request, actor, _still_good(told)) if reads else {}
    answer = lacking | {
        "device": "ok",
        "build": build(),
        "now": clock.now().isoformat(),
        "key": {"id": key_id, "point": point.hex()},
        "undecided": undecided(phone.account_id).count(),
    }
    return JsonResponse(answer)


def _still_good(told: dict[str, Any]) -> dict[str, str]:
    """What the phone has, by version; pages drawn for the files of a former build are drawn again."""
    given = told.get("have")
    have = {str(url): str(version) for url, version in given.items()} if isinstance(given, dict) else {}
    if told.get("build", build()) == build():
        return have
    return {url: version if version == ANY else "" for url, version in have.items()}


def _told(request: HttpRequest) -> dict[str, Any]:
    try:
        told = json.loads(request.body or b"{}")
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


@login_required
def away(request: HttpRequest) -> HttpResponse:
    """Shown instead of a page that is not on the phone."""
    guard(actor_of(request))
    return page(request, "field/away.html")


@login_required
def no_such_code(request: HttpRequest) -> HttpResponse:
    """Shown instead of what hangs a code that the phone knows nothing of."""
    actor = actor_of(request)
    guard(actor)
    looks = actor.may(Duty.ROUND_DO) or actor.may(Duty.THING_KEEP)
    return page(request, "field/away_code.html", {"looks": looks})
