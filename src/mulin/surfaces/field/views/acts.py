"""Where phones send what was done on them, one act a request, as often as it takes."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from mulin.devices.actions.enrol import enrol
from mulin.devices.actions.meet import meet
from mulin.devices.actions.receive import Arrival, Mend, receive
from mulin.devices.models import Act, Device
from mulin.devices.queries import device_by, undecided
from mulin.devices.rules import Written, moment, read
from mulin.lib import clock, envelope
from mulin.lib.crypto import SealBroken
from mulin.lib.errors import NotFound
from mulin.lib.ids import known_id
from mulin.people.access import Actor
from mulin.surfaces.field.acts.perform import doing, drawn, judging
from mulin.surfaces.field.reach import guard
from mulin.surfaces.field.words import agent_words
from mulin.ui.http import actor_of, done


@require_POST
def device(request: HttpRequest) -> HttpResponse:
    """This browser is entrusted with a copy: its id, its secret, and the key that closes what waits on it."""
    if not request.user.is_authenticated:
        return JsonResponse({"login": True}, status=401)
    actor = actor_of(request)
    guard(actor)
    # The page was drawn for one person, and another has logged in since in another tab.
    if request.POST.get("account", str(actor.account_id)) != str(actor.account_id):
        return JsonResponse({"login": True}, status=409)
    name = agent_words(request.headers.get("User-Agent", ""))
    made = enrol(name=name, session_key=request.session.session_key or "", by=actor)
    key_id, point = envelope.current_key()
    answer = {
        "device": str(made.row.pk),
        "secret": made.secret,
        "account": actor.account_id,
        "key": {"id": key_id, "point": point.hex()},
    }
    return JsonResponse(answer)


# The secret of the device lies in the envelope, which no other site can write: it proves more than a form's token,
# and lives as long as what waits on the phone, which may be longer than a session.
@csrf_exempt
@require_POST
def acts(request: HttpRequest) -> HttpResponse:
    """The receipt of one act. Repeated, lost on the way back, sent by a blocked phone: each is answered."""
    try:
        written, arrival = _arrived(request)
    except (SealBroken, ValueError):
        words = _(
            "What the phone sent cannot be opened. It stays on the phone; please show it to whoever keeps the system."
        )
        return JsonResponse({"outcome": "unreadable", "message": words}, status=422)
    phone = device_by(written.device, written.secret)
    if phone is None:
        raise NotFound
    actor = Actor()
    if phone.revoked_at is None:
        if not request.user.is_authenticated:
            return JsonResponse({"login": True}, status=401)
        actor = actor_of(request)
    meet(phone, session_key=request.session.session_key or "" if actor.account_id else "")
    return _received(request, written, arrival, phone, actor)


def _received(
    request: HttpRequest, written: Written, arrival: Arrival, phone: Device, actor: Actor
) -> HttpResponse:
    if phone.revoked_at is None and actor.account_id != phone.account_id:
        raise NotFound
    row = Act.objects.filter(pk=written.id).first()
    if row is not None and row.account_id != phone.account_id:
        raise NotFound
    if row is None:
        said: list[str] = []
        photos = drawn(written) if phone.revoked_at is None else {}
        do = doing(written, photos, actor, said=said)
        try:
            row = receive(written, arrival, phone, do=do, judge=judging(actor))
        except Mend:
            return JsonResponse({"outcome": "mend"})
        if arrival.live and said and row.outcome == "done":
            done(request, said[0])
    return JsonResponse(_receipt(row, phone))


def _arrived(request: HttpRequest) -> tuple[Written, Arrival]:
    sealed = request.FILES.get("sealed")
    if sealed is None:
        raise ValueError
    arrival = Arrival(
        sealed.read(),
        _sent(request.POST.get("sent", "")),
        live=request.POST.get("live") == "1",
    )
    written = read(envelope.opened(arrival.sealed))
    if known_id(request.POST.get("id", "")) != written.id:
        raise ValueError
    return written, arrival


def _sent(text: str) -> datetime:
    return moment(text) if text else clock.now()


def _receipt(row: Act, phone: Device) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "outcome": row.outcome,
        "message": row.reason,
        "wrong": row.wrong,
        "url": row.url,
        "captured_at": row.captured_at.isoformat(),
        "received_at": row.received_at.isoformat(),
        "undecided": undecided(phone.account_id).count(),
        "device": "revoked" if phone.revoked_at else "ok",
    }
