"""A checklist as it is sent back: one field an item, its note, its photos."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from mulin.files.actions.store import prepare_photo
from mulin.files.rules import CleanPhoto
from mulin.lib import clock
from mulin.lib.errors import BadInput
from mulin.rounds.actions.check import Given
from mulin.rounds.actions.placing import Spot
from mulin.rounds.models import Check, Checklist
from mulin.ui.sheets import ANSWER, NOTE, PHOTO

#: The edition that somebody has before them, which may be replaced before they send it.
EDITION = "edition"
MOST_PHOTOS = 4
JUST_NOW = timedelta(minutes=10)


def given(request: HttpRequest, checklist: Checklist) -> Given:
    """Answers, notes and photos of a POST; BadInput names the item whose picture cannot be taken."""
    return told(request.POST.dict(), photos(request, checklist), checklist)


def photos(request: HttpRequest, checklist: Checklist) -> dict[str, list[CleanPhoto]]:
    """Those of a POST by the code of each item."""
    return {item.code: _photos(request, item.code) for item in checklist.items.all()}


def told(sent: Mapping[str, Any], photos: Mapping[str, Sequence[CleanPhoto]], checklist: Checklist) -> Given:
    """What was sent, by the code of each item; `photos` by it too."""
    codes = [item.code for item in checklist.items.all()]
    return Given(
        {code: sent.get(ANSWER + code, "") for code in codes},
        {code: sent.get(NOTE + code, "") for code in codes},
        {code: photos.get(code, ())[:MOST_PHOTOS] for code in codes},
    )


def _photos(request: HttpRequest, code: str) -> list[CleanPhoto]:
    try:
        return [prepare_photo(upload) for upload in request.FILES.getlist(PHOTO + code)[:MOST_PHOTOS]]
    except BadInput as refusal:
        said = next(iter(refusal.fields.values()), str(refusal.message))
        raise BadInput(fields={code: said}) from refusal


def spot_of(sent: Mapping[str, str]) -> Spot:
    """The code read and the one position taken; a code may be sent as the address it was read from."""
    code = sent.get("code", "").strip().rstrip("/").rsplit("/", 1)[-1][:40]
    lng, lat = _degrees(sent.get("lng", ""), 180), _degrees(sent.get("lat", ""), 90)
    if lng is None or lat is None:
        return Spot(code=code)
    return Spot(code=code, lng=lng, lat=lat, accuracy=_degrees(sent.get("accuracy", ""), 1_000_000))


def _degrees(text: str, most: float) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if -most <= number <= most else None


def moment_of(sent: Mapping[str, str]) -> datetime | None:
    """The phone's own time of a form that came over the network; one without a zone, or of another hour, is not believed.

    Such a form was filled in just now. How long something waited on a phone is measured by its envelope.
    """
    try:
        found = parse_datetime(sent.get("captured_at", ""))
    except ValueError:
        return None
    if found is None or found.tzinfo is None or abs(clock.now() - found) > JUST_NOW:
        return None
    return found


def said_of(made: Check) -> str:
    """What the person is told of a check that was kept."""
    if made.findings:
        return _("Kept; %(count)d findings were handed up.") % {"count": made.findings}
    return _("Kept; all in order.")
