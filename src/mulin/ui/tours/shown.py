"""Stops with what was found there, and the seats of a draw, ready to be drawn."""

from collections.abc import Iterable
from typing import Any

from mulin.files.models import Attachment
from mulin.files.queries import photos_of_many
from mulin.lib import clock
from mulin.lib.masking import mask_name, mask_text
from mulin.tours.kinds import FindingState, SeatState, TourState
from mulin.tours.models import Finding, Seat, Tour
from mulin.tours.queries.findings import findings_of
from mulin.tours.queries.rota import publishes_name
from mulin.ui.cases.tale import pictures

TONES = {
    TourState.PLANNED: "plain",
    TourState.DRAWN: "wait",
    TourState.ENDED: "done",
    TourState.CANCELLED: "off",
}
SEAT_TONES = {
    SeatState.RESERVE: "plain",
    SeatState.ASKED: "wait",
    SeatState.YES: "work",
    SeatState.NO: "off",
    SeatState.CAME: "done",
    SeatState.ABSENT: "rest",
}
FINDING_TONES = {FindingState.AWAITED: "wait", FindingState.REPLIED: "done", FindingState.CARRIED: "work"}


def stops(tour: Tour, *, public: bool = False) -> list[dict[str, Any]]:
    """The route with its findings; for the public masked, with photos that were found fit: four statements."""
    route = list(tour.stops.select_related("organisation", "thing"))
    by_stop: dict[Any, list[Finding]] = {}
    for finding in findings_of(tour):
        by_stop.setdefault(finding.stop_id, []).append(finding)
    found = [one for rows in by_stop.values() for one in rows]
    photos = photos_of_many("tourfinding", [one.pk for one in found])
    around = photos_of_many("tourstop", [stop.pk for stop in route])
    return [
        {
            "stop": stop,
            "said": _words(stop.text or "", public=public),
            "erased": stop.erased_at is not None,
            "photos": _fit(around.get(str(stop.pk), []), public=public),
            "findings": [
                finding_row(one, photos.get(str(one.pk), []), public=public)
                for one in by_stop.get(stop.pk, [])
            ],
        }
        for stop in route
    ]


def finding_row(
    finding: Finding, photos: Iterable[Attachment] = (), *, public: bool = False
) -> dict[str, Any]:
    """One finding with its answer, if any."""
    answer = getattr(finding, "reply", None)
    late = finding.state == FindingState.AWAITED and finding.reply_by < clock.today()
    return {
        "finding": finding,
        "text": _words(finding.text or "", public=public),
        "erased": finding.erased_at is not None,
        "tone": "late" if late else FINDING_TONES[FindingState(finding.state)],
        "late": late,
        "reply": answer,
        "answer": _words(answer.text or "", public=public) if answer else "",
        "photos": _fit(photos, public=public),
    }


def _words(text: str, *, public: bool) -> str:
    return mask_text(text) if public else text


def _fit(photos: Iterable[Attachment], *, public: bool) -> list[dict[str, Any]]:
    return pictures(one for one in photos if one.public_checked or not public)


def seats(rows: Iterable[Seat], *, public: bool = False) -> list[dict[str, Any]]:
    """The draw in its order; for the public a name stands only where the person agreed, and masked as ever."""
    listed = list(rows)
    ids = [seat.representative.person_id for seat in listed]
    agreed = publishes_name(ids) if public else set(ids)
    return [
        {
            "seat": seat,
            "name": mask_name(seat.representative.person.name or "") if seat_id in agreed else "",
            "tone": SEAT_TONES[SeatState(seat.state)],
            "going": seat.state in (SeatState.ASKED, SeatState.YES),
            "came": seat.state == SeatState.CAME,
        }
        for seat, seat_id in zip(listed, ids, strict=True)
    ]
