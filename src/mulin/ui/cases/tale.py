"""A case's timeline in words, for the tale and the parcel line of the pages."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.cases.kinds import Audience, CloseReason, Satisfaction, State
from mulin.cases.models import Case, Words
from mulin.cases.queries.timeline import Entry, public_steps
from mulin.catalogue.queries.routing import explain
from mulin.files.models import Attachment
from mulin.ui.cases.words import told

#: Done so long before it arrived, both moments are shown.
LATE_ARRIVAL = timedelta(minutes=2)
LATE = frozenset({"lapse", "return", "reopen", "supervise"})
MAIN = frozenset({"report", "file", "dispatch", "handle", "solve", "close", "confirm", "whistle", "reply"})


@dataclass(frozen=True)
class Told:
    """One line of the tale."""

    what: str
    at: datetime
    who: str
    said: list[str]
    tone: str
    photos: list[Any] = field(default_factory=list)
    captured: datetime | None = None


def station_words() -> dict[str, str]:
    """The parcel's stations in the reader's language."""
    return {
        "received": _("Received"),
        "filed": _("Filed"),
        "sent": _("Sent to who answers for it"),
        "handling": _("Being handled"),
        "checking": _("Being checked"),
        "ended": _("Ended"),
    }


def tale(entries: Iterable[Entry], audience: Audience) -> list[Told]:
    """The lines of the tale, newest first."""
    return [_line(entry, audience) for entry in entries][::-1]


def _line(entry: Entry, audience: Audience) -> Told:
    name = str(entry.verb)
    who = entry.post_name or (_("the house's clock") if entry.system else "")
    if entry.organisation_name and entry.organisation_name not in who:
        who = " · ".join(part for part in (who, entry.organisation_name) if part)
    if audience is Audience.PUBLIC:
        who = entry.organisation_name
    if name in ("report", "rate", "withdraw") and not entry.post_name:
        who = _("the reporter")
    tone = "late" if name in LATE else "main" if name in MAIN else ""
    said = [row.text if row.erased_at is None else _("(erased)") for row in entry.words]
    return Told(
        f"{told(name)}{_detail(entry, audience)}",
        entry.at,
        who,
        [*said, *_why(entry, audience)],
        tone,
        captured=entry.captured_at if _came_late(entry) else None,
    )


def _came_late(entry: Entry) -> bool:
    """Whether it was done a good while before it arrived, as without network."""
    return entry.captured_at is not None and entry.at - entry.captured_at > LATE_ARRIVAL


def _detail(entry: Entry, audience: Audience) -> str:
    data = entry.data
    if entry.verb == "check":
        return _(": passed") if data.get("passed") else _(": not passed")
    if entry.verb == "rate":
        return f": {Satisfaction(data['satisfaction']).label}"
    if data.get("reason") in CloseReason.values:
        return f": {CloseReason(data['reason']).label}"
    if entry.verb == "transfer":
        return f": {data.get('to', '')}"
    if entry.verb == "grant" and audience is Audience.STAFF:
        return _(": granted") if data.get("granted") else _(": refused")
    return ""


def _why(entry: Entry, audience: Audience) -> list[str]:
    why = entry.data.get("why")
    if audience is not Audience.STAFF or not isinstance(why, dict) or "row" not in why:
        return []
    return [_("Why here: %(reason)s") % {"reason": explain(why)}]


def way(case: Case, entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """The parcel line: each station with its moment and whether it is past, now or next.

    A station that the case went past without stopping is none of its way.
    """
    reached: dict[str, datetime] = {}
    for entry in entries:
        reached.setdefault(entry.state, entry.at)
    moments = {
        "received": case.created_at,
        "filed": case.filed_at,
        "sent": reached.get(State.DISPATCHED),
        "handling": reached.get(State.HANDLING),
        "checking": case.handled_at,
        "ended": case.ended_at,
    }
    words = station_words()
    steps = []
    for name, past, current in public_steps(case):
        if past and moments[name] is None:
            continue
        mark = "now" if current else "past" if past else "next"
        steps.append({"label": words[name], "at": moments[name], "mark": mark})
    return steps


def pictures(photos: Iterable[Attachment]) -> list[dict[str, Any]]:
    """Photos as the strip draws them."""
    words = {"before": _("before"), "after": _("after"), "near": _("near"), "far": _("far")}
    return [
        {
            "url": reverse("files:photo", args=[photo.pk]),
            "thumb": reverse("files:thumb", args=[photo.pk]),
            "alt": words.get(photo.stage, _("photo")),
            "stage": words.get(photo.stage, ""),
            "id": photo.pk,
            "public": photo.public_checked,
        }
        for photo in photos
    ]


def said_by(rows: Iterable[Words]) -> list[str]:
    """The texts of rows, erased ones told as such."""
    return [row.text if row.erased_at is None else _("(erased)") for row in rows]
