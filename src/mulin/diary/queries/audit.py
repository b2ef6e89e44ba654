"""What does not fit: entries against their events, words against hashes, links to cases."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from mulin.cases.models import Case
from mulin.diary.models import DiaryEntry
from mulin.lib.crypto import salted_hash
from mulin.trail.models import Event

CHUNK = 1000


def misfits() -> Iterator[str]:
    """One line for each thing that does not fit, in chunks of bounded memory."""
    last: UUID | None = None
    while True:
        rows = DiaryEntry.objects.order_by("pk")
        chunk = list((rows.filter(pk__gt=last) if last else rows)[:CHUNK])
        if not chunk:
            return
        yield from _of_chunk(chunk)
        last = chunk[-1].pk


def _of_chunk(chunk: list[DiaryEntry]) -> Iterator[str]:
    told: dict[str, list[Event]] = defaultdict(list)
    ids = [str(entry.pk) for entry in chunk]
    for event in Event.objects.filter(subject_kind="diaryentry", subject_id__in=ids).order_by("id"):
        told[event.subject_id].append(event)
    linked = {entry.case_id for entry in chunk if entry.case_id}
    cases = set(Case.objects.filter(pk__in=linked).values_list("pk", flat=True))
    for entry in chunk:
        for fault in _faults(entry, told[str(entry.pk)], cases):
            yield f"diary entry {entry.pk}: {fault}"


def _faults(entry: DiaryEntry, told: list[Event], cases: set[UUID]) -> Iterator[str]:
    if not told or told[0].verb != "diary.written":
        yield "no event says that it was written"
        return
    level = told[0].data.get("level")
    for event in told:
        level = event.data.get("to", level)
    if entry.level != level:
        yield f"stands at level {entry.level}, but its history ends at {level}"
    if entry.case_id is not None and entry.case_id not in cases:
        yield f"its case {entry.case_id} does not exist"
    digest = dict(told[0].data.get("words", [])).get(str(entry.pk))
    if entry.erased_at is None and digest != salted_hash(entry.text or "", bytes(entry.salt or b"")).hex():
        yield "its words are not those that its history names"
