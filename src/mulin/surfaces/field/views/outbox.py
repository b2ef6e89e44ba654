"""What the person sent from the phone and must still decide on; what still waits on the phone is filled in there."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulin.devices.actions.decide import again, drop
from mulin.devices.kinds import Outcome
from mulin.devices.models import Act
from mulin.devices.queries import undecided
from mulin.devices.rules import Written
from mulin.lib.crypto import SealBroken
from mulin.lib.errors import NotFound, Refusal
from mulin.lib.ids import known_number
from mulin.people.access import Actor
from mulin.surfaces.field.acts.kinds import Shown
from mulin.surfaces.field.acts.perform import doing, drawn, faults, judging, shown, version_of, written_in
from mulin.surfaces.field.mending import mended, redrawn, sealed
from mulin.surfaces.field.reach import guard
from mulin.ui.http import actor_of, done, onward, page

MOST = 50
HOME = "/field/outbox/"


@login_required
def outbox(request: HttpRequest) -> HttpResponse:
    """Waiting on the phone, and waiting for a decision: both sides are shown. The copy on the phone has none of it."""
    actor = actor_of(request)
    guard(actor)
    waiting = (
        []
        if request.GET.get("copy")
        else [_line(row, actor) for row in undecided(actor.account_id or 0)[:MOST]]
    )
    return page(request, "field/outbox.html", {"waiting": waiting})


def _line(row: Act, actor: Actor) -> dict[str, Any]:
    try:
        written = written_in(row)
    except SealBroken:
        told, photos, wrong = Shown(_("cannot be opened any more"), row.what), 0, []
    else:
        try:
            told, photos, wrong = shown(row, actor), len(written.pictures), faults(row)
        except Refusal:
            told, photos, wrong = _bare(written), 0, []
    return {
        "act": row,
        "told": told,
        "photos": range(photos),
        "wrong": wrong,
        "conflict": row.outcome == Outcome.CONFLICT,
        "held": row.outcome == Outcome.HELD,
    }


def _bare(written: Written) -> Shown:
    """What an act says that no room here knows any more, as of a form of a former version."""
    texts = [text for values in written.fields.values() for text in values]
    said = [(_("Words"), text) for text in texts if not text.isascii() or " " in text.strip()]
    return Shown(_("made on a page of a former version"), _("Done on the phone"), said)


def _own(request: HttpRequest, act_id: UUID) -> tuple[Act, Actor]:
    actor = actor_of(request)
    guard(actor)
    row = Act.objects.filter(pk=act_id, account_id=actor.account_id, sealed__isnull=False).first()
    if row is None:
        raise NotFound
    return row, actor


@login_required
@require_POST
def repeat(request: HttpRequest, act_id: UUID) -> HttpResponse:
    """Once more, on the state that this page showed; or as a note on the case."""
    row, actor = _own(request, act_id)
    written = written_in(row)
    note = request.POST.get("as") == "note"
    do = doing(written, drawn(written), actor, note=note)
    seen = None if note else known_number(request.POST.get("seen", ""))
    row = again(row, seen=seen, do=do, judge=judging(actor), by=actor)
    if row.outcome == Outcome.DONE:
        done(request, _("Done. It is now part of the matter."))
        return onward(request, row.url or HOME)
    done(request, _("It still does not fit: %(reason)s") % {"reason": row.reason})
    return onward(request, HOME)


@login_required
@require_POST
def mend(request: HttpRequest, act_id: UUID) -> HttpResponse:
    """Put right what was entered wrongly: first as it is, which may fit by now; else its form is shown again."""
    row, actor = _own(request, act_id)
    written, seen = written_in(row), version_of(row, actor)
    closed = None
    if "mended" in request.POST:
        files = {stage: [one.read() for one in request.FILES.getlist(stage)] for stage in request.FILES}
        written = mended(written, request.POST, files)
        seen, closed = known_number(request.POST.get("seen", "")), sealed(written)
    do = doing(written, drawn(written), actor)
    row = again(row, seen=seen, do=do, judge=judging(actor), by=actor, mended=closed)
    if row.outcome == Outcome.DONE:
        done(request, _("Done. It is now part of the matter."))
        return onward(request, row.url or HOME)
    html = redrawn(request, row, written, seen) if row.wrong else ""
    if html:
        return HttpResponse(html, status=400)
    done(request, _("It still does not fit: %(reason)s") % {"reason": row.reason})
    return onward(request, HOME)


@login_required
@require_POST
def forget(request: HttpRequest, act_id: UUID) -> HttpResponse:
    """Not done after all."""
    row, actor = _own(request, act_id)
    drop(row, by=actor)
    done(request, _("Dropped. Nothing was changed."))
    return onward(request, HOME)


@login_required
def picture(request: HttpRequest, act_id: UUID, number: int) -> HttpResponse:
    """A photo of what waits, drawn anew and small."""
    row, _actor = _own(request, act_id)
    photos = drawn(written_in(row))
    if isinstance(photos, Refusal):
        raise NotFound
    every = [photo for kept in photos.values() for photo in kept]
    if number >= len(every):
        raise NotFound
    kept = every[number]
    return HttpResponse(kept.thumbnail or kept.full, content_type=kept.content_type)
