"""What does not fit: a tour against its history, the draw against its seed, findings against answers and cases."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar
from uuid import UUID

from mulin.cases.models import Case
from mulin.tours.kinds import GOING, FindingState, SeatState, TourState
from mulin.tours.models import Finding, Reply, Spoken, Tour, TourStop
from mulin.tours.queries.rota import drawn_again
from mulin.tours.rules import commitment
from mulin.trail.models import Chained, Event
from mulin.trail.queries import broken_links

CHUNK = 300
Row = TypeVar("Row", Tour, Finding)


def misfits() -> Iterator[str]:
    """One line for each thing that does not fit, in chunks of bounded memory."""
    for tours in _chunks(Tour):
        stories = _stories("tour", tours)
        words = _digests(TourStop.objects.filter(tour__in=tours, seen_at__isnull=False))
        for tour in tours:
            told = stories[str(tour.pk)]
            for fault in (*_history(tour, told), *_tour(tour, told), *_words(told, words)):
                yield f"tour {tour.pk}: {fault}"
    for findings in _chunks(Finding):
        stories = _stories("finding", findings)
        replies = Reply.objects.filter(finding__in=findings)
        words = _digests(findings) | _digests(replies)
        answered = set(replies.values_list("finding_id", flat=True))
        wanted = [one.case_id for one in findings if one.case_id]
        cases = set(Case.objects.filter(pk__in=wanted).values_list("pk", flat=True))
        for finding in findings:
            told = stories[str(finding.pk)]
            for fault in (
                *_history(finding, told),
                *_finding(finding, answered, cases),
                *_words(told, words),
            ):
                yield f"finding {finding.pk} of tour {finding.tour_id}: {fault}"


def _chunks(model: type[Row]) -> Iterator[list[Row]]:
    last: UUID | None = None
    while True:
        rows = model._default_manager.order_by("pk")
        chunk = list((rows.filter(pk__gt=last) if last else rows)[:CHUNK])
        if not chunk:
            return
        yield chunk
        last = chunk[-1].pk


def _stories(kind: str, rows: Iterable[Tour | Finding]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = defaultdict(list)
    events = Event.objects.filter(subject_kind=kind, subject_id__in=[str(row.pk) for row in rows])
    for event in events.order_by("seq"):
        found[event.subject_id].append(event)
    return found


def _history(row: Tour | Finding, told: list[Event]) -> Iterator[str]:
    subject: Chained = row
    yield from broken_links(subject, told)
    was = ""
    for event in told:
        if event.data.get("was") != was:
            yield f"event {event.pk}: from {event.data.get('was')!r} where the history stands at {was!r}"
        was = event.data.get("now", "")
    if row.state != was:
        yield f"state {row.state}, but its history ends at {was!r}"


def _tour(tour: Tour, told: list[Event]) -> Iterator[str]:
    if told and not _is_sealed(tour, told):
        yield "its seed is not the one fixed when it was planned"
    shown = [event.verb for event in told if event.verb in ("tour.published", "tour.withdrawn")]
    if (tour.published_at is not None) != (shown[-1:] == ["tour.published"]):
        yield "whether it is published does not follow from its history"
    seats = list(tour.seats.all())
    order = [seat.representative_id for seat in seats]
    if [UUID(place.id) for place in drawn_again(tour)] != order:
        yield "drawing again with its seed gives another order"
    if tour.state == TourState.PLANNED and seats:
        yield "drawn, but its state says planned"
    places = sum(seat.state in {*GOING, SeatState.CAME, SeatState.ABSENT} for seat in seats)
    if places > tour.size:
        yield f"{places} have a place, but only {tour.size} go"
    if tour.state == TourState.ENDED and any(seat.state in GOING for seat in seats):
        yield "ended, but of some it is not said whether they came"


def _is_sealed(tour: Tour, told: list[Event]) -> bool:
    """The seed fixed when it was planned, or that of the tour called off before."""
    after = next((event.data["after"] for event in told if "after" in event.data), None)
    if after is None:
        return bool(told[0].data.get("sealed") == commitment(tour.seed))
    return Tour.objects.filter(pk=after, seed=tour.seed, state=TourState.CANCELLED).exists()


def _finding(finding: Finding, answered: set[UUID], cases: set[UUID]) -> Iterator[str]:
    if finding.case_id is not None and finding.case_id not in cases:
        yield f"its case {finding.case_id} does not exist"
    if finding.state == FindingState.REPLIED and finding.pk not in answered:
        yield "answered, but no answer is kept"
    if finding.state == FindingState.AWAITED and finding.pk in answered:
        yield "an answer is kept, but it waits for one"


def _digests(rows: Iterable[Spoken]) -> dict[str, str]:
    """The salted hash of every word that still stands, by row."""
    kept = (row.digest for row in rows if row.erased_at is None)
    return {row: digest.hex() for row, digest in kept}


def _words(told: list[Event], words: dict[str, str]) -> Iterator[str]:
    for event in told:
        for row, digest in event.data.get("words", []):
            if row in words and words[row] != digest:
                yield f"words {row} are not those its history names"
